import { WORKER_CONCURRENCY } from './cluster.mts';

/** What ConnectWise's cloud is said to allow all callers of one company together. */
const ALLOWED_REQUESTS_PER_MINUTE = 1_000;
const ROWS_PER_REQUEST = 1_000;
const MS_PER_MINUTE = 60_000;

export interface QueueFigures {
	readonly workers: number;
	readonly requestsPerPart: number;
	readonly readMs: number;
	readonly totalMs: number;
	readonly requestCount: number;
}

/** One run against a server that refuses what is above its limit. */
export interface LimitedFigures {
	readonly workers: number;
	readonly perMinute: number;
	readonly readMs: number;
	readonly requestCount: number;
	readonly refusedCount: number;
}

export interface QueueResults {
	readonly rowCount: number;
	readonly parts: number;
	readonly latencyMs: number;
	readonly rounds: number;
	readonly machine: string;
	readonly n8nVersion: string;
	readonly figures: readonly QueueFigures[];
	readonly limited: LimitedFigures;
}

type Row = ReadonlyArray<string | number>;

const count = (value: number): string => Math.round(value).toLocaleString('en');
const seconds = (ms: number): string => (ms / 1_000).toFixed(1);

function table(head: Row, rows: readonly Row[]): string {
	const lines = [head, head.map(() => '---'), ...rows];
	return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The sync itself holds one place on a worker. */
const placesFor = (workers: number): number => workers * WORKER_CONCURRENCY - 1;

function measuredRow({ figures, rowCount, parts }: QueueResults, one: QueueFigures): Row {
	const base = figures.find(
		({ workers, requestsPerPart }) => workers === 1 && requestsPerPart === one.requestsPerPart,
	);
	const inFlight = Math.min(placesFor(one.workers), parts) * one.requestsPerPart;
	return [
		one.workers,
		one.requestsPerPart,
		inFlight,
		base ? `${(base.readMs / one.readMs).toFixed(2)}×` : '–',
		seconds(one.readMs),
		seconds(one.totalMs),
		count((rowCount / one.readMs) * 1_000),
		count((one.requestCount / one.readMs) * MS_PER_MINUTE),
	];
}

function measured(results: QueueResults): string {
	const { rowCount, parts, latencyMs, rounds, machine, n8nVersion } = results;
	return `## Measured

${count(rowCount)} tickets (\`fields=id\`) in ${parts} parts by \`examples/fan-out-sync.json\`, n8n ${n8nVersion}, workers with
\`--concurrency=${WORKER_CONCURRENCY}\`, every answer of the simulated ConnectWise ${latencyMs} ms late and no rate limit, medians of
${rounds} runs after one to warm up; each run gave every ticket once. Everything on one machine (${machine}): main,
webhook process, workers, PostgreSQL, Redis and the simulated ConnectWise share its cores.

${table(
	[
		'Workers',
		'Requests at a time per part',
		'Requests in flight',
		'Reading, against 1 worker',
		'Reading, s',
		'Whole sync, s',
		'Rows a second while reading',
		'Requests a minute while reading',
	],
	results.figures.map((one) => measuredRow(results, one)),
)}

"Reading" is from the first part's start to the last part's end. The rest of the sync is what does not grow
with workers: the parts' answers pass through PostgreSQL and the webhook process, and one worker joins and
stores all rows.`;
}

function limited({ limited: run, rowCount }: QueueResults): string {
	return `## Against a rate limit

The same sync with ${run.workers} workers and one request at a time per part, while the simulated ConnectWise answers 429
above ${run.perMinute} requests a minute: ${count(run.requestCount)} requests, ${run.refusedCount} of them refused and sent again by the node, all
${count(rowCount)} tickets once, reading took ${seconds(run.readMs)} s. Two workers wait for the API here as ten would.`;
}

function planRow(workers: number, answerMs: number): Row {
	const places = placesFor(workers);
	const possible = (places * MS_PER_MINUTE) / answerMs;
	const useful = Math.ceil((ALLOWED_REQUESTS_PER_MINUTE * answerMs) / MS_PER_MINUTE);
	const requests = Math.min(possible, ALLOWED_REQUESTS_PER_MINUTE);
	return [
		workers,
		places,
		answerMs,
		count(possible),
		count(requests * ROWS_PER_REQUEST),
		useful > places ? 'more than there are' : useful,
	];
}

function plan(): string {
	const rows = [1, 2, 10, 100].flatMap((workers) =>
		[150, 1_000, 3_000].map((answerMs) => planRow(workers, answerMs)),
	);
	const ceiling = count(ALLOWED_REQUESTS_PER_MINUTE * ROWS_PER_REQUEST);
	return `## On paper: 1, 2, 10 and 100 workers

Not measured. ConnectWise's cloud allows about ${count(ALLOWED_REQUESTS_PER_MINUTE)} requests a minute for all callers of one company, and a
request brings ${count(ROWS_PER_REQUEST)} rows at most: **${ceiling} rows a minute is the ceiling for one company, however many
workers there are.** One part sends one request at a time, each worker has ${WORKER_CONCURRENCY} places, the sync itself holds one.

${table(
	[
		'Workers',
		'Parts at once',
		'One answer takes, ms',
		'Requests a minute they could send',
		'Rows a minute, one company',
		'Parts at once that reach the ceiling',
	],
	rows,
)}`;
}

const ADVICE = `## What follows

- **One company:** the ceiling is reached with 3 parts at once at 150 ms an answer, 17 at one second, 50 at
  three: ten workers are about all that one company can feed, even slowly. Beyond the ceiling ConnectWise
  answers 429; the node waits as told and repeats (4 times unless _Retries_ says otherwise), so that the parts
  only queue at the API instead of in Redis. Keep _parts_ near the number that reaches the ceiling.
- **Ten workers** pay for several companies at a time (each has a ceiling of its own: 10 companies, up to
  ten million rows a minute in all), or for work after the reading.
- **One hundred workers** serve on the order of a hundred companies, one sync each. What breaks first is not
  the node: each n8n process holds up to 2 connections to PostgreSQL (\`DB_POSTGRESDB_POOL_SIZE\`), over 200 in
  all against PostgreSQL's 100 by default (raise it or put PgBouncer between); several webhook processes
  behind a load balancer; PostgreSQL takes every part's rows, so let the parts write to the target
  themselves and answer with a count, and turn off saving of successful executions.
- **Memory:** the join holds every row in one worker (and, with saved executions, in one database value).
  Beyond some hundred thousand rows do not join: end each part with its own write.
`;

/** The text of bench/results/queue.md. */
export function renderQueueReport(results: QueueResults): string {
	const head =
		'# Queue mode: how reading grows with workers\n\nMade by `npm run bench:queue`; do not edit.';
	return [head, measured(results), limited(results), plan(), ADVICE].join('\n\n');
}
