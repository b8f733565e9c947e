import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import { useAttempt } from '../../components/Alerts';
import { t } from '../../lib/i18n/text';

/** A key that is held down must not answer the question that it raised. */
function noRepeat(event: KeyboardEvent): void {
  if (event.repeat) event.preventDefault();
}

/** Erasing asks once more, and the focus goes with the question. */
export function EraseAll({
  disabled,
  onErase,
}: {
  disabled: boolean;
  onErase: () => Promise<void>;
}): ReactElement {
  const attempt = useAttempt();
  const [asking, setAsking] = useState(false);
  const asked = useRef(false);
  const first = useRef<HTMLButtonElement>(null);
  const confirm = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asking) confirm.current?.focus();
    else if (asked.current) first.current?.focus();
    asked.current = asking;
  }, [asking]);
  if (!asking)
    return (
      <button
        ref={first}
        type="button"
        className="danger"
        disabled={disabled}
        onClick={() => setAsking(true)}
      >
        {t('imports.eraseAll')}
      </button>
    );
  return (
    <>
      <button
        ref={confirm}
        type="button"
        className="danger"
        disabled={disabled}
        onKeyDown={noRepeat}
        onClick={() => attempt(t('imports.erasing'), () => onErase().then(() => setAsking(false)))}
      >
        {t('imports.eraseSure')}
      </button>
      <button type="button" className="quiet" onClick={() => setAsking(false)}>
        {t('imports.keep')}
      </button>
    </>
  );
}
