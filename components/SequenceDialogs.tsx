import { type FormEvent, type ReactElement, type ReactNode, useId, useState } from 'react';
import { t } from '../lib/i18n/text';
import { Dialog } from './ui/Dialog';
import { Field } from './ui/Field';
import { Select } from './ui/Select';

/** What the user decides about a sequence, asked one thing at a time. Each is mounted when it is opened. */

export interface Named {
  readonly id: string;
  readonly name: string;
}

const LONGEST = 200;

function nameError(name: string): string | null {
  if (name.trim() === '') return t('decide.nameEmpty');
  return name.trim().length > LONGEST ? t('decide.nameLong', [String(LONGEST)]) : null;
}

/** A dialog with a form: Enter does it, Escape leaves it. */
function Ask({
  title,
  action,
  disabled,
  onDo,
  onClose,
  children,
}: {
  readonly title: string;
  readonly action: string;
  readonly disabled: boolean;
  onDo(): void;
  onClose(): void;
  readonly children: ReactNode;
}): ReactElement {
  const form = useId();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (disabled) return;
    onDo();
    onClose();
  };
  return (
    <Dialog
      title={title}
      open
      onClose={onClose}
      actions={
        <>
          <button type="button" className="quiet" onClick={onClose}>
            {t('ui.cancel')}
          </button>
          <button type="submit" form={form} disabled={disabled}>
            {action}
          </button>
        </>
      }
    >
      <form id={form} className="ask" onSubmit={submit}>
        {children}
      </form>
    </Dialog>
  );
}

export function RenameDialog({
  name: before,
  onDo,
  onClose,
}: {
  readonly name: string;
  onDo(name: string): void;
  onClose(): void;
}): ReactElement {
  const [name, setName] = useState(before);
  const error = nameError(name);
  return (
    <Ask
      title={t('decide.renameTitle')}
      action={t('decide.rename')}
      disabled={error !== null || name.trim() === before}
      onDo={() => onDo(name.trim())}
      onClose={onClose}
    >
      <Field label={t('decide.name')} value={name} onChange={setName} error={error} />
    </Ask>
  );
}

/** Both “merge into” and “A/B variants”: what they do with the steps differs, what is asked does not. */
export function MergeDialog({
  kind,
  of,
  others,
  onDo,
  onClose,
}: {
  readonly kind: 'merge' | 'variants';
  readonly of: Named;
  readonly others: readonly Named[];
  onDo(into: Named): void;
  onClose(): void;
}): ReactElement {
  const [id, setId] = useState(others[0]?.id ?? '');
  const into = others.find((entry) => entry.id === id);
  return (
    <Ask
      title={kind === 'merge' ? t('decide.mergeTitle', [of.name]) : t('decide.variantsTitle', [of.name])}
      action={kind === 'merge' ? t('decide.merge') : t('decide.variants')}
      disabled={into === undefined}
      onDo={() => {
        if (into !== undefined) onDo(into);
      }}
      onClose={onClose}
    >
      <p className="muted">{kind === 'merge' ? t('decide.mergeWhat') : t('decide.variantsWhat')}</p>
      <Select
        label={kind === 'merge' ? t('decide.mergeInto') : t('decide.variantsOf')}
        value={id}
        options={others.map(({ id: other, name }) => ({ id: other, text: name }))}
        onChange={setId}
      />
    </Ask>
  );
}

export function SplitDialog({
  of,
  steps,
  onDo,
  onClose,
}: {
  readonly of: Named;
  /** Numbers of its steps. */
  readonly steps: readonly { readonly index: number; readonly subject: string }[];
  onDo(step: number, name: string): void;
  onClose(): void;
}): ReactElement {
  const later = steps.filter(({ index }) => index >= 2);
  const [step, setStep] = useState(String(later[0]?.index ?? 2));
  const [name, setName] = useState(t('decide.splitName', [of.name]));
  const error = nameError(name);
  return (
    <Ask
      title={t('decide.splitTitle', [of.name])}
      action={t('decide.split')}
      disabled={error !== null || later.length === 0}
      onDo={() => onDo(Number(step), name.trim())}
      onClose={onClose}
    >
      <p className="muted">{t('decide.splitWhat')}</p>
      <Select
        label={t('decide.splitFrom')}
        value={step}
        options={later.map(({ index, subject }) => ({
          id: String(index),
          text: `${index} · ${subject === '' ? t('template.noSubject') : subject}`,
        }))}
        onChange={setStep}
      />
      <Field label={t('decide.name')} value={name} onChange={setName} error={error} />
    </Ask>
  );
}

export function MoveDialog({
  email,
  from,
  sequences,
  onDo,
  onClose,
}: {
  readonly email: { readonly subject: string; readonly step: number };
  readonly from: Named;
  /** All, the one it is in too: it may go to another step of it. */
  readonly sequences: readonly Named[];
  onDo(to: Named, step: number): void;
  onClose(): void;
}): ReactElement {
  const [id, setId] = useState(from.id);
  const [step, setStep] = useState(String(email.step));
  const to = sequences.find((entry) => entry.id === id);
  const number = Number(step);
  const error = Number.isInteger(number) && number >= 1 && number <= 99 ? null : t('decide.stepWrong');
  return (
    <Ask
      title={t('decide.moveTitle')}
      action={t('decide.move')}
      disabled={error !== null || to === undefined || (to.id === from.id && number === email.step)}
      onDo={() => {
        if (to !== undefined) onDo(to, number);
      }}
      onClose={onClose}
    >
      <p className="muted">{email.subject}</p>
      <Select
        label={t('decide.moveTo')}
        value={id}
        options={sequences.map(({ id: other, name }) => ({ id: other, text: name }))}
        onChange={setId}
      />
      <Field label={t('decide.step')} type="number" value={step} onChange={setStep} error={error} />
    </Ask>
  );
}

export function LabelDialog({
  label,
  onDo,
  onClose,
}: {
  readonly label: string;
  onDo(name: string): void;
  onClose(): void;
}): ReactElement {
  const [name, setName] = useState(label.split('/').at(-1) ?? label);
  const error = nameError(name);
  return (
    <Ask
      title={t('decide.labelTitle', [label])}
      action={t('decide.label')}
      disabled={error !== null}
      onDo={() => onDo(name.trim())}
      onClose={onClose}
    >
      <p className="muted">{t('decide.labelWhat')}</p>
      <Field label={t('decide.name')} value={name} onChange={setName} error={error} />
    </Ask>
  );
}
