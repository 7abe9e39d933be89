import type { PeerName } from '../jobs/jobs.mts';
import { PEER_LABELS, PEERS, SINGLE_READER_LABELS } from '../jobs/jobs.mts';
import type { SectionName } from '../sections/names.mts';
import type { BenchResults, ReadFigures } from './results.mts';
import { figuresOf, judgeTargets } from './targets.mts';

const count = (value: number): string => value.toLocaleString('en');
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(2)} s`;
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
const ratio = (value: number, base: number | undefined): string =>
	base === undefined ? '–' : `${(value / base).toFixed(2)}×`;

type Row = readonly string[];

const ORDER: readonly PeerName[] = ['nodeAutomatic', ...PEERS];

function table(head: Row, rows: readonly Row[]): string {
	const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
	return lines.join('\n');
}

const section = (title: string, ...parts: readonly string[]): string =>
	[`## ${title}`, ...parts].join('\n\n');

function readRow(reads: readonly ReadFigures[], read: ReadFigures): Row {
	const conditions = `${count(read.size)}, ${read.latencyMs} ms`;
	const where = read.setUpMs > 0 ? `${conditions} + ${read.setUpMs} ms a connection` : conditions;
	const name = PEER_LABELS[read.peer];
	if (read.problem) {
		return [where, name, '–', '–', '–', '–', '–', read.problem.split('\n')[0] ?? '', '–', '–'];
	}
	const bare = figuresOf(reads, 'bareLoop', read);
	return [
		where,
		name,
		ratio(read.wallMs, bare?.wallMs),
		ratio(read.cpuMs, bare?.cpuMs),
		(read.peakBytes / read.heldBytes).toFixed(2),
		seconds(read.wallMs),
		seconds(read.cpuMs),
		`${megabytes(read.peakBytes)} / ${megabytes(read.heldBytes)}`,
		`${count(read.requestCount)}${read.isComplete ? '' : ' (rows missing)'}`,
		count(read.rounds),
	];
}

function readTable(figures: readonly ReadFigures[] = []): string {
	const order = ({ setUpMs, size, latencyMs, peer }: ReadFigures) =>
		setUpMs * 1e10 + size * 1e3 + latencyMs + ORDER.indexOf(peer) / 10;
	const reads = [...figures].sort((left, right) => order(left) - order(right));
	const head = [
		'Tickets, latency',
		'Reader',
		'Time : bare loop',
		'CPU : bare loop',
		'Peak : rows',
		'Time',
		'CPU',
		'Peak / rows',
		'Requests',
		'Rounds',
	];
	return table(
		head,
		reads.map((read) => readRow(reads, read)),
	);
}

function readSection(results: BenchResults): string {
	const served = results.serverPagesPerSecond;
	return section(
		'Return All of all tickets',
		'Four requests in flight for this node and the bare loops, one for the others. "Peak" is the growth of the resident set during the reading, "rows" what the result keeps on the heap.',
		readTable(results.reads),
		...(served
			? [
					`The sandbox serves ${served.toFixed(0)} pages of 1,000 tickets a second to a bare loop that parses nothing; a reader that comes near it is held back by the server, not by itself. That is so at 0 ms.`,
				]
			: []),
		...(results.leftOut?.length
			? [
					`Left out, for the time it takes:\n\n${results.leftOut.map((one) => `- ${one}`).join('\n')}`,
				]
			: []),
	);
}

function driftSections({ drift = [], limits = [] }: BenchResults): string[] {
	const driftRows = drift.map(
		(one): Row => [
			PEER_LABELS[one.peer],
			String(one.lost),
			String(one.repeated),
			`${one.inserted} / ${one.closed} / ${one.deleted}`,
			seconds(one.wallMs),
		],
	);
	const limitRows = limits.map(
		(one): Row => [
			one.limit,
			`${((one.refusedCount / one.requestCount) * 100).toFixed(1)} %`,
			`${one.refusedCount} of ${count(one.requestCount)}`,
			one.problem ? (one.problem.split('\n')[0] ?? '') : one.isComplete ? 'all' : 'some missing',
			seconds(one.wallMs),
		],
	);
	return [
		...(drift[0]
			? [
					section(
						`${count(drift[0].size)} open tickets while others insert, close and delete (${drift[0].latencyMs} ms)`,
						table(
							['Reader', 'Lost', 'Repeated', 'Inserted / closed / deleted meanwhile', 'Time'],
							driftRows,
						),
					),
				]
			: []),
		...(limits.length
			? [
					section(
						'This node on a server that answers 429',
						table(['Limit', 'Refused', 'Requests', 'Rows', 'Time'], limitRows),
					),
				]
			: []),
	];
}

function writeSection({ writes = [] }: BenchResults): string[] {
	if (writes.length === 0) return [];
	const rows = writes.map((write): Row => {
		const one = writes.find(({ verb, inFlight }) => verb === write.verb && inFlight === 1);
		return [
			`${write.verb} ${count(write.count)}, ${write.latencyMs} ms`,
			String(write.inFlight),
			one ? `${(one.wallMs / write.wallMs).toFixed(2)}×` : '–',
			seconds(write.wallMs),
			seconds(write.cpuMs),
			String(write.mostInFlight),
			write.isInOrder ? 'yes' : 'no',
		];
	});
	const head = [
		'Tickets',
		'In flight',
		'Speed-up',
		'Time',
		'CPU',
		'Most in flight seen',
		'In order',
	];
	return [section('Creating and patching tickets', table(head, rows))];
}

function paceSections({ automatic, crowd = [], budget }: BenchResults): string[] {
	const rows = crowd.map(
		(one): Row => [
			one.inFlight === 0 ? 'found by itself' : `fixed ${one.inFlight}`,
			seconds(one.wallMs),
			`${one.slowestMs.toFixed(0)} ms`,
			String(one.mostInFlight),
			one.isComplete ? 'all' : 'some missing',
		],
	);
	const head = [
		'Requests in flight',
		'Time',
		'Slowest 25 answers in a row',
		'Most in flight',
		'Rows',
	];
	return [
		...(automatic
			? [
					section(
						'The pace that the node finds by itself',
						'Between 4 and 12 requests in flight; the bare loop has 4.',
						readTable(automatic),
					),
				]
			: []),
		...(rows.length
			? [section('A server that slows down beyond four requests in flight', table(head, rows))]
			: []),
		...(budget
			? [
					section(
						`A server that takes ${count(budget.perMinute)} requests a minute`,
						`${count(budget.requestCount)} requests took ${seconds(budget.wallMs)}, ${ratio(budget.wallMs, budget.boundMs)} of the ${seconds(budget.boundMs)} that nobody can go below; ${budget.refusedCount} were refused.`,
					),
				]
			: []),
	];
}

function singlesSection({ singles = [] }: BenchResults): string[] {
	if (singles.length === 0) return [];
	const rows = singles.map(
		(one): Row => [
			`${count(one.itemCount)} over ${count(one.idCount)} ids, ${one.latencyMs} ms`,
			SINGLE_READER_LABELS[one.by],
			`${seconds(one.wallMs)}${one.measuredPart < 1 ? ` (${one.measuredPart * 100} % of the items measured)` : ''}`,
			count(one.requestCount),
			one.isRight ? 'yes' : 'no',
		],
	);
	return [
		section(
			'Single tickets by their ids, one for each item',
			"All at once is what n8n's node does unless told otherwise: the local ConnectWise bears it, the real one takes some 1,000 requests a minute.",
			table(['Items', 'Reader', 'Time', 'Requests', 'Right'], rows),
		),
	];
}

function exportSection({ exports = [] }: BenchResults): string[] {
	if (exports.length === 0) return [];
	const rows = exports.map(
		(one): Row => [
			`${count(one.size)}, ${one.latencyMs} ms`,
			one.output,
			seconds(one.wallMs),
			seconds(one.cpuMs),
			megabytes(one.peakBytes),
			count(one.requestCount),
			one.isRight ? 'yes' : 'no',
		],
	);
	const head = ['Tickets', 'Output', 'Time', 'CPU', 'Growth', 'Requests', 'Every row once'];
	return [section("Tickets into files (n8n's filesystem mode) and as items", table(head, rows))];
}

function costSection(results: BenchResults): string {
	const { calls = [], starts = [], catalogue = {}, descriptionBytes } = results;
	const callRows = calls.map(
		(call): Row => [
			call.by === 'node' ? 'this node' : "n8n's request helper alone",
			`${call.wallMsPerCall.toFixed(2)} ms`,
			`${call.cpuMsPerCall.toFixed(2)} ms`,
		],
	);
	const startRows = starts.map(
		(start): Row => [
			start.hasPackage ? 'with the package' : 'without it',
			seconds(start.readyMs),
			megabytes(start.peakBytes),
		],
	);
	const catalogueRows = Object.entries(catalogue).map(
		([name, { time, heap }]): Row => [name, time, heap ?? ''],
	);
	return section(
		'What it costs',
		...(calls.length ? [table(['A call of one ticket', 'Time', 'CPU'], callRows)] : []),
		...(starts.length ? [table(['Start of n8n', 'Ready after', 'Peak memory'], startRows)] : []),
		...(catalogueRows.length ? [table(['Catalogue', 'Time', 'Heap'], catalogueRows)] : []),
		...(descriptionBytes
			? [`The editor downloads ${Math.round(descriptionBytes / 1_000)} kB of description.`]
			: []),
	);
}

const LISTS = {
	none: 'no credential',
	all: "all of the tenant's lists",
	kept: 'the same, kept from the opening before',
};

function formSection({ forms = [] }: BenchResults): string[] {
	if (forms.length === 0) return [];
	const rows = forms.map(
		({ lists, latencyMs, wallMs, requestCount }): Row => [
			LISTS[lists],
			`${latencyMs} ms`,
			`${Math.round(wallMs)} ms`,
			String(requestCount),
		],
	);
	const head = ['Lists', 'Latency', 'Time', 'Requests'];
	return [section('Opening the form of a new ticket', table(head, rows))];
}

/** Sections that were measured together, and where. */
function provenance({ measured = {} }: BenchResults): string[] {
	const places = new Map<string, string[]>();
	for (const [name, { machine, measuredAt }] of Object.entries(measured)) {
		const place = `${measuredAt}, ${machine}`;
		places.set(place, [...(places.get(place) ?? []), TITLES[name as SectionName]]);
	}
	if (places.size === 0) return [];
	return [[...places].map(([place, names]) => `- ${place}: ${names.join(', ')}`).join('\n')];
}

const TITLES: Readonly<Record<SectionName, string>> = {
	reads: 'Return All',
	drift: 'drift',
	limits: 'limits by 429',
	writes: 'creating and patching',
	costs: 'calls and catalogue',
	starts: 'start of n8n',
	forms: 'forms',
	automatic: 'automatic pace',
	crowd: 'a crowded server',
	budget: 'a budget by the minute',
	singles: 'single tickets',
	exports: 'exports',
};

/** The whole result as Markdown, what is to be reached first. */
export function renderReport(results: BenchResults): string {
	const targets = judgeTargets(results).map(
		({ target, isReached, figures }): Row => [
			target,
			isReached === undefined ? 'not measured' : isReached ? 'reached' : 'not reached',
			figures,
		],
	);
	return `${[
		'# Benchmark',
		'Made by `npm run bench`. Medians; every reader in a process of its own, warmed up by a reading of no rows, the local ConnectWise in another. Machines differ: only figures of one section are to be compared.',
		...provenance(results),
		'![Seconds against number of tickets](return-all.svg)',
		section(
			'To reach',
			table(['Target', '', 'Measured'], targets),
			'What holds back those that are not reached: [notes.md](notes.md).',
		),
		readSection(results),
		...driftSections(results),
		...writeSection(results),
		...paceSections(results),
		...singlesSection(results),
		...exportSection(results),
		costSection(results),
		...formSection(results),
	].join('\n\n')}\n`;
}
