import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Catalogue from '../../nodes/ConnectWiseManage/catalogue/index.ts';

const ROUND_COUNT = 200;
const BUILT = path.resolve(
	import.meta.dirname,
	'../../dist/nodes/ConnectWiseManage/catalogue/index.js',
);
const QUERIES = [
	'tickets',
	't',
	'time entry',
	'create company',
	'tickets/notes',
	'getServiceTickets',
	'',
];

function heapBytes(): number {
	if (!global.gc) throw new Error('Start with node --expose-gc');
	global.gc();
	return process.memoryUsage().heapUsed;
}

async function time(action: () => unknown): Promise<number> {
	const start = performance.now();
	await action();
	return performance.now() - start;
}

/** The median is what a user meets; the worst shows work that is done once. */
async function times(action: (round: number) => unknown): Promise<string> {
	const rounds: number[] = [];
	for (let round = 0; round < ROUND_COUNT; round++) rounds.push(await time(() => action(round)));
	rounds.sort((left, right) => left - right);
	const median = rounds[ROUND_COUNT / 2] ?? 0;
	return `median ${median.toFixed(3)} ms, worst ${(rounds.at(-1) ?? 0).toFixed(1)} ms`;
}

function kilobytes(bytes: number): string {
	return `${Math.round(bytes / 1000)} kB`;
}

const catalogue = createRequire(import.meta.url)(BUILT) as typeof Catalogue;
const before = heapBytes();
const indexMs = await time(() => catalogue.findOperation('getServiceTickets'));
const withIndex = heapBytes();
const moduleMs = await time(() => catalogue.loadTemplate('getServiceTickets'));
const withModule = heapBytes();
const searchMs = await time(() => catalogue.searchOperations('query', 'tickets'));
const withSearch = heapBytes();
const all = await catalogue.searchOperations('query', '');
const idOf = (round: number) => all[(round * 7) % all.length]?.id ?? '';
const ticket = await catalogue.loadTemplate('postServiceTickets');
const tickets = await catalogue.loadTemplate('getServiceTickets');
if (!ticket || !tickets) throw new Error('The catalogue has no tickets');

const figures = {
	'index, first use': { time: `${indexMs.toFixed(1)} ms`, heap: kilobytes(withIndex - before) },
	'module service, first use': {
		time: `${moduleMs.toFixed(1)} ms`,
		heap: kilobytes(withModule - withIndex),
	},
	'search, first use': {
		time: `${searchMs.toFixed(1)} ms`,
		heap: kilobytes(withSearch - withModule),
	},
	'look-up by id': { time: await times((round) => catalogue.findOperation(idOf(round))) },
	'template, module loaded': {
		time: await times(() => catalogue.loadTemplate('getServiceTicketsById')),
	},
	search: {
		time: await times((round) =>
			catalogue.searchOperations('query', QUERIES[round % QUERIES.length] ?? ''),
		),
	},
	'options form': { time: await times(() => catalogue.toOptionFields(tickets)) },
	'items form, 100 fields': { time: await times(() => catalogue.toItemFields(ticket)) },
};

// As a part of the whole benchmark it is read by a program.
if (process.argv.includes('--json')) process.stdout.write(JSON.stringify(figures));
else console.table(figures);
