import { type ReactElement, type ReactNode, useState } from 'react';
import { ClickRate } from '../../components/ClickRate';
import { ErrorBoundary } from '../../components/ErrorBoundary';
import { Definition } from '../../components/Explain';
import { FlagChips, FlagList } from '../../components/Flags';
import { ImportList } from '../../components/ImportList';
import { ImportOutcome } from '../../components/ImportOutcome';
import { ImportProgress } from '../../components/ImportProgress';
import { RateView } from '../../components/RateView';
import { SequenceCards } from '../../components/SequenceCards';
import { SequenceGrid } from '../../components/SequenceGrid';
import { StepTable } from '../../components/StepTable';
import { readList } from '../../components/sequence-list';
import { Timeline } from '../../components/Timeline';
import { Combo } from '../../components/ui/Combo';
import { DataTable } from '../../components/ui/DataTable';
import { Dialog } from '../../components/ui/Dialog';
import { Field } from '../../components/ui/Field';
import { Menu } from '../../components/ui/Menu';
import { Select } from '../../components/ui/Select';
import { Switch } from '../../components/ui/Switch';
import { Tabs } from '../../components/ui/Tabs';
import { IconButton } from '../../components/ui/Tip';
import { toast } from '../../components/ui/Toasts';
import { definitions } from '../../lib/i18n/definitions';
import { GmailStates } from './GmailStates';
import {
  CERTAIN,
  CLICKS,
  FLAGS,
  IMPORTS,
  MATURING,
  NONE,
  NOTHING,
  RATE,
  RAW,
  ROWS,
  STEPS,
  TIMELINE,
  UNTRACKED_RATES,
} from './samples';

/** Every component in every state, for those who work on them and for the visual tests. */
export function Gallery(): ReactElement {
  return (
    <div className="content">
      <main tabIndex={-1}>
        <div className="title-line">
          <h1>Components</h1>
        </div>
        <Rates />
        <Controls />
        <Work />
        <Sequences />
        <Section title="Gmail">
          <GmailStates />
        </Section>
      </main>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <section className="section">
      <h2>{title}</h2>
      <div className="gallery-states">{children}</div>
    </section>
  );
}

function State({
  name,
  wide = false,
  children,
}: {
  name: string;
  wide?: boolean;
  children: ReactNode;
}): ReactElement {
  return (
    <div className={wide ? 'gallery-state gallery-wide' : 'gallery-state'} data-state={name}>
      <div className="gallery-name">{name}</div>
      {children}
    </div>
  );
}

const nothing = (): void => undefined;

function Rates(): ReactElement {
  const shown = { label: 'Reply rate', unit: 'prospects', scale: 0.3, tone: 'reply' } as const;
  const clicks = { ...shown, label: 'Click rate', tone: 'click' } as const;
  return (
    <Section title="Rates">
      <State name="rate">
        <RateView {...shown} rate={RATE} definition={definitions().replyRate} />
      </State>
      <State name="rate beside the raw one">
        <RateView {...clicks} rate={CLICKS} raw={RAW} />
      </State>
      <State name="rate with evidence">
        <ClickRate
          {...clicks}
          rates={{ ...UNTRACKED_RATES, click: CLICKS, rawClick: RAW }}
          scope={{ sequence: null, step: null }}
        />
      </State>
      <State name="maturing">
        <RateView {...shown} rate={MATURING} />
      </State>
      <State name="all of them">
        <RateView {...shown} rate={CERTAIN} scale={1} />
      </State>
      <State name="none of them">
        <RateView {...shown} rate={NONE} />
      </State>
      <State name="nothing counted">
        <RateView {...shown} rate={NOTHING} />
      </State>
      <State name="untracked">
        <ClickRate {...clicks} rates={UNTRACKED_RATES} />
      </State>
      <State name="compact">
        <RateView {...shown} rate={RATE} compact />
      </State>
    </Section>
  );
}

const OPTIONS = [
  { id: 'first', text: 'The first' },
  { id: 'second', text: 'The second' },
];

function Controls(): ReactElement {
  const [text, setText] = useState('Tallyhouse');
  const [option, setOption] = useState('first');
  const [on, setOn] = useState(true);
  const [tab, setTab] = useState('one');
  const [open, setOpen] = useState(false);
  const entries = [
    { id: 'rename', text: 'Rename…', onChoose: nothing },
    { id: 'never', text: 'Not possible now', disabled: true, onChoose: nothing },
  ];
  return (
    <Section title="Controls">
      <State name="buttons">
        <div className="gallery-row">
          <button type="button">Main</button>
          <button type="button" className="quiet">
            Quiet
          </button>
          <button type="button" className="quiet small">
            Small
          </button>
          <button type="button" className="danger">
            Danger
          </button>
          <button type="button" disabled>
            Disabled
          </button>
          <button type="button" className="link">
            Like a link
          </button>
          <a href="#top">All sequences</a>
        </div>
      </State>
      <State name="field">
        <Field label="Name" value={text} onChange={setText} hint="As it is shown everywhere." />
      </State>
      <State name="field that is wrong">
        <Field label="Step" value="0" onChange={nothing} error="A step is a number from 1 to 99." />
      </State>
      <State name="select">
        <Select label="Which" value={option} options={OPTIONS} onChange={setOption} />
      </State>
      <State name="combo">
        <Combo label="Zone" value={option} options={OPTIONS} onChange={setOption} hint="Type to find it." />
      </State>
      <State name="switch">
        <Switch label="Count the CTAs" hint="Nothing is sent anywhere." on={on} onChange={setOn} />
        <Switch label="The other way" on={!on} onChange={(next) => setOn(!next)} />
      </State>
      <State name="menu, icon button, definition">
        <div className="gallery-row">
          <Menu label="Change" entries={entries} />
          <Menu label="Change it" entries={entries}>
            Change
          </Menu>
          <IconButton label="Close" onPress={nothing}>
            <span aria-hidden="true">×</span>
          </IconButton>
          <Definition of="Reply rate" text={definitions().replyRate} />
        </div>
      </State>
      <State name="dialog, toast">
        <div className="gallery-row">
          <button type="button" className="quiet" onClick={() => setOpen(true)}>
            Open a dialog
          </button>
          <button
            type="button"
            className="quiet"
            onClick={() => toast({ text: 'The sequence is hidden.', onUndo: nothing })}
          >
            Show a toast
          </button>
        </div>
        <Dialog
          title="Rename the sequence"
          open={open}
          onClose={() => setOpen(false)}
          actions={
            <button type="button" onClick={() => setOpen(false)}>
              Rename
            </button>
          }
        >
          <Field label="Name" value={text} onChange={setText} />
        </Dialog>
      </State>
      <State name="badges">
        <div className="gallery-row">
          <span className="badge">maturing</span>
          <span className="badge badge-warning">not delivered</span>
          {['human', 'unsure', 'scanner', 'waiting'].map((verdict) => (
            <span key={verdict} className={`badge verdict-${verdict}`}>
              {verdict}
            </span>
          ))}
        </div>
      </State>
      <State name="tabs" wide>
        <Tabs
          label="Views"
          selected={tab}
          onSelect={setTab}
          entries={[
            { id: 'one', text: 'First', content: <p>What the first one shows.</p> },
            { id: 'two', text: 'Second', content: <p>What the second one shows.</p> },
          ]}
        />
      </State>
      <State name="table" wide>
        <DataTable
          label="Links"
          columns={[
            { id: 'url', title: 'Link', sortable: true, rowHeader: true, cell: ({ url }) => url },
            { id: 'clicks', title: 'Clicks', numeric: true, cell: ({ clicks }) => clicks },
          ]}
          rows={[
            { id: '1', url: 'tallyhouse.example/close', clicks: 31 },
            { id: '2', url: 'tallyhouse.example/price', clicks: 4 },
          ]}
          sorting={{ column: 'url', direction: 'ascending' }}
          empty="Nothing here."
        />
      </State>
      <State name="empty table" wide>
        <DataTable
          label="No links"
          columns={[{ id: 'url', title: 'Link', rowHeader: true, cell: () => '' }]}
          rows={[]}
          empty="No link was clicked yet."
        />
      </State>
    </Section>
  );
}

function Broken(): ReactElement {
  throw new Error('This component breaks on purpose.');
}

function Work(): ReactElement {
  const progress = { total: 48_000_000, events: 31, duplicates: 12, onCancel: nothing };
  const row = IMPORTS[0] ?? null;
  return (
    <Section title="Work, errors, emptiness">
      <State name="import begins" wide>
        <ImportProgress {...progress} done={0} messages={0} secondsLeft={null} />
      </State>
      <State name="import under way" wide>
        <ImportProgress {...progress} done={21_000_000} messages={1402} secondsLeft={95} />
      </State>
      <State name="import done" wide>
        <ImportOutcome outcome={{ row, error: null }} hint="Clicks alone give no rate." onDismiss={nothing} />
      </State>
      <State name="import failed" wide>
        <ImportOutcome
          outcome={{ row: IMPORTS[3] ?? null, error: 'The file ends in the middle of a row.' }}
          hint={null}
          onDismiss={nothing}
        />
      </State>
      <State name="imports" wide>
        <ImportList imports={IMPORTS} onUndo={nothing} />
      </State>
      <State name="error boundary" wide>
        <ErrorBoundary>
          <Broken />
        </ErrorBoundary>
      </State>
      <State name="empty" wide>
        <div className="empty">
          <strong>No sequences yet</strong>
          <p className="muted">Drop a mailbox here.</p>
          <button type="button">Import files</button>
        </div>
      </State>
    </Section>
  );
}

function Sequences(): ReactElement {
  const [chosen, setChosen] = useState<readonly string[]>(['s1']);
  return (
    <Section title="Sequences">
      <State name="flags" wide>
        <FlagChips flags={FLAGS} />
        <FlagList flags={FLAGS} evidence={() => <a href="#evidence">Show the evidence</a>} />
      </State>
      <State name="sequence table" wide>
        <SequenceGrid
          rows={ROWS}
          list={readList(new URLSearchParams())}
          onSort={nothing}
          onClear={nothing}
          hrefOf={({ id }) => `#${id}`}
          chosen={chosen}
          onChoose={(id, on) => setChosen(on ? [...chosen, id] : chosen.filter((other) => other !== id))}
        />
      </State>
      <State name="sequence cards" wide>
        <SequenceCards rows={ROWS} definitions={definitions()} onOpen={nothing} />
      </State>
      <State name="steps" wide>
        <StepTable steps={STEPS} current={2} />
      </State>
      <State name="timeline" wide>
        <Timeline entries={TIMELINE} words={{ say: nothing, unsay: nothing }} />
      </State>
    </Section>
  );
}
