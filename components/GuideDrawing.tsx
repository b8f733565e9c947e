import type { ReactElement } from 'react';
import { t } from '../lib/i18n/text';

export type GuideStep = 'project' | 'api' | 'audience' | 'scope' | 'client' | 'copy';

/** Google's own names, the same in every language. */
const API = 'Gmail API';
const SCOPE = '…/auth/gmail.readonly';
const REDIRECT = 'https://….chromiumapp.org/';
const CLIENT = '….googleusercontent.com';

/** A line of a form, without words. */
function Line({ x, y, width }: { x: number; y: number; width: number }): ReactElement {
  return <rect x={x} y={y} width={width} height={5} rx={2.5} className="draw-soft" />;
}

function Button({ x, y, text }: { x: number; y: number; text: string }): ReactElement {
  return (
    <g>
      <rect x={x} y={y} width={78} height={20} rx={10} className="draw-accent" />
      <text x={x + 39} y={y + 14} textAnchor="middle" className="draw-on-accent">
        {text}
      </text>
    </g>
  );
}

function Entry({ y, text, mark }: { y: number; text: string; mark: boolean }): ReactElement {
  return (
    <g>
      <rect x={20} y={y} width={180} height={24} rx={5} className={mark ? 'draw-marked' : 'draw-box'} />
      <text x={30} y={y + 16} className={mark ? 'draw-text draw-strong' : 'draw-text'}>
        {text}
      </text>
    </g>
  );
}

function Choice({ y, text, chosen }: { y: number; text: string; chosen: boolean }): ReactElement {
  return (
    <g>
      <circle cx={30} cy={y} r={6} className={chosen ? 'draw-marked' : 'draw-box'} />
      {chosen && <circle cx={30} cy={y} r={3} className="draw-accent" />}
      <text x={44} y={y + 4} className={chosen ? 'draw-text draw-strong' : 'draw-text'}>
        {text}
      </text>
    </g>
  );
}

function Inside({ step }: { step: GuideStep }): ReactElement {
  switch (step) {
    case 'project':
      return (
        <>
          <Line x={20} y={42} width={60} />
          <Entry y={54} text="Plumbline" mark />
          <Button x={122} y={92} text={t('gmail.guide.create')} />
        </>
      );
    case 'api':
      return (
        <>
          <rect x={20} y={44} width={30} height={24} rx={4} className="draw-marked" />
          <path d="M22 47 l13 10 l13 -10" className="draw-stroke" />
          <text x={60} y={60} className="draw-text draw-strong">
            {API}
          </text>
          <Line x={20} y={78} width={150} />
          <Button x={20} y={92} text={t('gmail.guide.enable')} />
        </>
      );
    case 'audience':
      return (
        <>
          <Choice y={54} text={t('gmail.guide.internal')} chosen />
          <Choice y={78} text={t('gmail.guide.external')} chosen={false} />
          <Line x={20} y={98} width={120} />
        </>
      );
    case 'scope':
      return (
        <>
          <rect x={22} y={48} width={14} height={14} rx={3} className="draw-accent" />
          <path d="M25 55 l3 3 l5 -6" className="draw-tick" />
          <text x={44} y={59} className="draw-text draw-strong">
            {SCOPE}
          </text>
          {[76, 96].map((y) => (
            <g key={y}>
              <rect x={22} y={y} width={14} height={14} rx={3} className="draw-box" />
              <Line x={44} y={y + 5} width={110} />
            </g>
          ))}
        </>
      );
    case 'client':
      return (
        <>
          <Entry y={40} text={t('gmail.guide.web')} mark={false} />
          <Line x={20} y={74} width={90} />
          <Entry y={86} text={REDIRECT} mark />
        </>
      );
    case 'copy':
      return (
        <>
          <Line x={20} y={44} width={50} />
          <Entry y={56} text={CLIENT} mark />
          <rect x={174} y={61} width={10} height={12} rx={2} className="draw-box" />
          <rect x={178} y={64} width={10} height={12} rx={2} className="draw-box" />
          <Line x={20} y={94} width={110} />
        </>
      );
  }
}

/** A simple drawing of one page of the console: its shape, and the one thing to do there. Ours, not a picture of Google's. */
export function GuideDrawing({ step }: { readonly step: GuideStep }): ReactElement {
  return (
    <svg viewBox="0 0 220 124" className="guide-drawing" aria-hidden="true">
      <rect x={1} y={1} width={218} height={122} rx={8} className="draw-window" />
      <path d="M1 26 h218" className="draw-line" />
      {[14, 24, 34].map((x) => (
        <circle key={x} cx={x} cy={14} r={3} className="draw-soft" />
      ))}
      <rect x={50} y={9} width={110} height={10} rx={5} className="draw-soft" />
      <Inside step={step} />
    </svg>
  );
}
