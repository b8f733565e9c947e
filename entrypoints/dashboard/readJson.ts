/**
 * A file as a JSON object.
 * @throws with one sentence for people where it is none
 */
export async function readJson(file: File): Promise<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(await file.text());
  } catch (error) {
    throw new Error(
      `“${file.name}” is no JSON file (${error instanceof Error ? error.message : String(error)}). Choose a file that Plumbline has saved.`,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`“${file.name}” holds no backup. Choose a file that Plumbline has saved.`);
  return { ...value };
}
