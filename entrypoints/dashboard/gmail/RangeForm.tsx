import { type ReactElement, useState } from 'react';
import { Field } from '../../../components/ui/Field';
import type { SyncView } from '../../../lib/api/gmail-types';
import { t } from '../../../lib/i18n/text';

const DAY = 86_400_000;

/** A day as a date field writes it, by this computer's calendar. */
function dayOf(at: number | null): string {
  if (at === null) return '';
  const date = new Date(at);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The beginning of a day on this computer, `days` later; milliseconds UTC. Null: the field is empty. */
function beginningOf(day: string, days = 0): number | null {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  return new Date(year, month - 1, date + days).getTime();
}

/** Which sending dates are read: both ends included, as people say them. */
export function RangeForm({
  range,
  onApply,
  onCancel,
}: {
  readonly range: SyncView['range'];
  onApply(range: SyncView['range']): void;
  onCancel(): void;
}): ReactElement {
  const [first, setFirst] = useState(dayOf(range.from));
  // The range's end is excluded: the day before is the last one. Half a day covers a change of the clocks.
  const [last, setLast] = useState(dayOf(range.to === null ? null : range.to - DAY / 2));
  const [error, setError] = useState<string | null>(null);
  return (
    <form
      className="connect-form"
      onSubmit={(event) => {
        event.preventDefault();
        const from = beginningOf(first);
        const to = beginningOf(last, 1);
        if (from !== null && to !== null && from >= to) setError(t('gmail.range.order'));
        else onApply({ from, to });
      }}
    >
      <Field label={t('gmail.range.from')} type="date" value={first} onChange={setFirst} />
      <Field
        label={t('gmail.range.to')}
        type="date"
        value={last}
        onChange={setLast}
        hint={t('gmail.range.hint')}
        error={error}
      />
      <div className="ui-actions">
        <button type="button" className="quiet" onClick={onCancel}>
          {t('ui.cancel')}
        </button>
        <button type="submit">{t('gmail.range.apply')}</button>
      </div>
    </form>
  );
}
