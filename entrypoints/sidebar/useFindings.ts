import { useEffect, useState } from 'react';
import type { FindingGroup } from '../../components/Finder';
import { count, fullDate, percent } from '../../components/format';
import { ask } from '../../lib/api/client';
import type { SequenceRow } from '../../lib/api/protocol';
import type { ProspectRow } from '../../lib/api/surface-types';
import { t } from '../../lib/i18n/text';

/** What fits without scrolling. */
const MOST = 6;
/** Of the typing, ms: prospects are looked for in the background. */
const PAUSE = 120;
/** Below this it is no sign of a person. */
const CLICKED = 0.5;

function stateOf({ replied, delivered, clicked }: ProspectRow): string {
  if (replied) return t('attention.answered');
  if (!delivered) return t('attention.bounced');
  return clicked >= CLICKED ? t('attention.clicked', { share: percent(clicked) }) : t('attention.quiet');
}

const lineOf = (row: ProspectRow): string =>
  `${stateOf(row)} · ${t('attention.lastSent', { date: fullDate(new Date(row.lastAt).toISOString()) })}`;

/** Sequences and prospects of this name. */
export function useFindings(
  text: string,
  onSequence: (id: string) => void,
  onProspect: (address: string) => void,
): { groups: readonly FindingGroup[]; busy: boolean } {
  const wanted = text.trim().toLowerCase();
  const [sequences, setSequences] = useState<readonly SequenceRow[] | null>(null);
  const [prospects, setProspects] = useState<{ of: string; rows: readonly ProspectRow[] } | null>(null);
  const looking = wanted !== '';
  useEffect(() => {
    if (!looking) return;
    let here = true;
    ask('overview').then(
      (overview) => here && setSequences(overview.sequences),
      (error: unknown) => {
        console.warn('Plumbline:', error);
        if (here) setSequences([]);
      },
    );
    return () => {
      here = false;
    };
  }, [looking]);
  useEffect(() => {
    if (wanted === '') return;
    let here = true;
    const timer = setTimeout(() => {
      ask('prospects', { text: wanted, offset: 0, limit: MOST }).then(
        ({ rows }) => here && setProspects({ of: wanted, rows }),
        (error: unknown) => {
          console.warn('Plumbline:', error);
          if (here) setProspects({ of: wanted, rows: [] });
        },
      );
    }, PAUSE);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [wanted]);
  const groups: FindingGroup[] = [
    {
      id: 'sequences',
      title: t('attention.sequences'),
      findings: (sequences ?? [])
        .filter(({ name }) => name.toLowerCase().includes(wanted))
        .slice(0, MOST)
        .map(({ id, name, prospects: { delivered }, answers }) => ({
          id: `s ${id}`,
          name,
          line: t('attention.sequenceLine', { delivered: count(delivered), replies: count(answers.reply) }),
          onChoose: () => onSequence(id),
        })),
    },
    {
      id: 'prospects',
      title: t('attention.prospects'),
      findings: (prospects?.rows ?? []).map((row) => ({
        id: `p ${row.key}`,
        name: row.name === '' ? row.key : `${row.name} · ${row.key}`,
        line: lineOf(row),
        onChoose: () => onProspect(row.key),
      })),
    },
  ];
  return { groups, busy: sequences === null || prospects?.of !== wanted };
}
