import { cpus, totalmem } from 'node:os';
import type { Measured, Side } from './measure.ts';
import type { Round } from './round.ts';

/** Koppel's first sync must reach this share of the bare script's rate. */
const goal = 0.4;

export interface BenchResult {
  machine: { cpu: string; cores: number; memoryGib: number; node: string };
  records: number;
  rounds: Round[];
  /** The middle of all rounds, measure by measure. */
  median: Round;
  /** Koppel's rate over the bare script's: the middle of each round's ratio, and the least and the most. */
  ratio: { first: number; again: number; firstLeast: number; firstMost: number };
  /** As {@link ratio}, Koppel's time taken from the press of the button to the end being seen. */
  wholeRatio: { first: number; again: number };
  goal: number;
  isGoalReached: boolean;
  /** Both shops hold the same products after every round, and no second sync wrote anything. */
  isSameWork: boolean;
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] ?? NaN) : ((sorted[half - 1] ?? NaN) + (sorted[half] ?? NaN)) / 2;
}

function medianOf(measured: readonly Measured[]): Measured {
  const [first] = measured;
  if (!first) throw new Error('nothing was measured');
  const of = (read: (each: Measured) => number): number => middle(measured.map(read));
  const result: Measured = {
    seconds: of((each) => each.seconds),
    recordsPerSecond: of((each) => each.recordsPerSecond),
    cpuSeconds: of((each) => each.cpuSeconds),
    peakMib: of((each) => each.peakMib),
    postgresCpuSeconds: of((each) => each.postgresCpuSeconds),
    calls: {
      exact: of((each) => each.calls.exact),
      shop: of((each) => each.calls.shop),
      shopWrites: of((each) => each.calls.shopWrites),
    },
  };
  if (!first.whole) return result;
  const ofWhole = (read: (whole: NonNullable<Measured['whole']>) => number): number =>
    middle(measured.flatMap(({ whole }) => (whole ? [read(whole)] : [])));
  const whole = {
    seconds: ofWhole((each) => each.seconds),
    cpuSeconds: ofWhole((each) => each.cpuSeconds),
    peakMib: ofWhole((each) => each.peakMib),
  };
  return { ...result, whole };
}

function medianSide(sides: readonly Side[]): Side {
  const content = sides[0]?.content ?? { products: 0, hash: '' };
  return {
    first: medianOf(sides.map(({ first }) => first)),
    again: medianOf(sides.map(({ again }) => again)),
    content,
  };
}

function isSameWork(rounds: readonly Round[], records: number): boolean {
  const hash = rounds[0]?.bare.content.hash;
  return rounds
    .flatMap(({ koppel, bare }) => [koppel, bare])
    .every(
      ({ content, again }) => content.hash === hash && content.products === records && again.calls.shopWrites === 0,
    );
}

export function toResult(rounds: Round[], records: number): BenchResult {
  const ratios = (sync: 'first' | 'again'): number[] =>
    rounds.map(({ koppel, bare }) => koppel[sync].recordsPerSecond / bare[sync].recordsPerSecond);
  const wholeRatios = (sync: 'first' | 'again'): number[] =>
    rounds.map(({ koppel, bare }) => bare[sync].seconds / (koppel[sync].whole?.seconds ?? NaN));
  const first = middle(ratios('first'));
  return {
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryGib: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
    records,
    rounds,
    median: {
      koppel: medianSide(rounds.map(({ koppel }) => koppel)),
      bare: medianSide(rounds.map(({ bare }) => bare)),
    },
    ratio: {
      first,
      again: middle(ratios('again')),
      firstLeast: Math.min(...ratios('first')),
      firstMost: Math.max(...ratios('first')),
    },
    wholeRatio: { first: middle(wholeRatios('first')), again: middle(wholeRatios('again')) },
    goal,
    isGoalReached: first >= goal,
    isSameWork: isSameWork(rounds, records),
  };
}
