import type { ReactElement } from 'react';
import { AccessNotice } from '../../components/AccessNotice';
import { GmailGuide } from '../../components/GmailGuide';
import { GmailTroubleView } from '../../components/GmailTroubleView';
import { KeptWords } from '../../components/KeptWords';
import { SyncLine } from '../../components/SyncLine';
import type { GmailTrouble, SyncView } from '../../lib/api/gmail-types';
import { AccountCard } from '../dashboard/gmail/AccountCard';

const nothing = (): void => undefined;

function trouble(code: GmailTrouble['code'], remedy: GmailTrouble['remedy']): GmailTrouble {
  return { code, sentence: '', remedy, detail: null, retryAt: null, shown: [] };
}

const DONE: SyncView = {
  account: 'sam@seller.example',
  phase: 'up-to-date',
  done: 0,
  total: 0,
  totalIsExact: true,
  perMinute: null,
  timeLeft: null,
  threads: 1204,
  messages: 2951,
  skipped: 2,
  completeAt: Date.parse('2026-03-02T10:20:00Z'),
  range: { from: null, to: null },
  trouble: null,
};
const READING: SyncView = {
  ...DONE,
  account: 'kim@seller.example',
  phase: 'reading',
  done: 1204,
  total: 4980,
  perMinute: 147,
  timeLeft: 1_541_000,
  skipped: 0,
  completeAt: null,
};
const VIEWS: readonly SyncView[] = [
  DONE,
  READING,
  {
    ...READING,
    account: 'lee@seller.example',
    phase: 'paused',
    perMinute: null,
    timeLeft: null,
    range: { from: Date.parse('2026-01-01T00:00:00Z'), to: null },
  },
  {
    ...READING,
    account: 'pat@seller.example',
    phase: 'waiting',
    perMinute: null,
    timeLeft: null,
    trouble: { ...trouble('rate-limit', 'wait'), retryAt: Date.parse('2026-03-02T10:30:00Z') },
  },
  { ...DONE, account: 'kit@seller.example', phase: 'stopped', trouble: trouble('sign-in', 'connect') },
];

/** Gmail's mailboxes in each state, and what can be in the way. */
export function GmailStates(): ReactElement {
  return (
    <>
      <SyncLine views={VIEWS} onOpen={nothing} />
      <ul className="connections section">
        {VIEWS.map((view) => (
          <AccountCard
            key={view.account}
            view={view}
            busy={false}
            onConnect={nothing}
            onSync={nothing}
            onPause={nothing}
            onRange={nothing}
            onLeave={nothing}
          />
        ))}
      </ul>
      <div className="gmail-setup section">
        <GmailTroubleView
          trouble={{
            ...trouble('closed', 'connect'),
            detail: 'The user did not approve access.',
            shown: [{ text: 'Error 401: invalid_client', code: 'wrong-client', sentence: '' }],
          }}
        />
        <AccessNotice onAllow={nothing} />
        <KeptWords />
      </div>
      <div className="section">
        <GmailGuide open />
      </div>
    </>
  );
}
