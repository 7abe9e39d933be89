/** Cases of each property in `npm test`; `npm run fuzz` tries more, `FUZZ_RUNS` as many as wished. */
const RUNS = 400;
const LONG_RUNS = 20_000;

const isLong = process.env.npm_lifecycle_event === 'fuzz';

/** Settings of fast-check for every property here. */
export const FUZZ = { numRuns: Number(process.env.FUZZ_RUNS ?? (isLong ? LONG_RUNS : RUNS)) };
