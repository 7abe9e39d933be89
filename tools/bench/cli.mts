import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { REPOSITORY_FOLDER } from '../hosts/paths.mts';
import { cellsOf, leftOutOf, paceCells, DRIFT_PEERS, FULL_PLAN, QUICK_PLAN } from './plan.mts';
import type { Plan } from './plan.mts';
import { SECTIONS, type SectionName } from './sections/names.mts';
import { plotReads } from './figures/plot.mts';
import { renderReport } from './figures/report.mts';
import type { BenchResults, ReadFigures } from './figures/results.mts';
import { descriptionBytes, measureCatalogue } from './sections/catalogue.mts';
import { measureBudget, ticketsForRequests } from './sections/budget.mts';
import { measureCrowd } from './sections/crowd.mts';
import { measureDrift, measureLimit } from './sections/drift.mts';
import { measureExports } from './sections/exports.mts';
import { measureForms } from './sections/forms.mts';
import { measureReads } from './sections/reads.mts';
import { measureServer } from './sections/server.mts';
import { measureSingles } from './sections/singles.mts';
import { measureStarts } from './sections/start.mts';
import { measureCalls, measureWrite } from './sections/writes.mts';
import type { BenchServer } from './server.mts';
import { startBenchServer } from './server.mts';
import { judgeTargets } from './figures/targets.mts';

const HELP = `Measures the node and what people would use in its place, on the local ConnectWise.

  npm run bench -- [flags]

  --quick             small sizes, one round: two minutes in place of half an hour
  --whole             every combination, a million tickets one page after the other included: an hour
  --only NAMES        some of ${SECTIONS.join(', ')}; the rest keeps its earlier figures
  --sizes N,N         numbers of tickets
  --latencies MS,MS
  --rounds N
  --out FOLDER        bench/results, or .dev/bench with --quick
  --help
`;

const report = (line: string): void => void process.stdout.write(`${line}\n`);

const LIMITS = [
	{
		name: 'at most 2 at a time',
		limit: { inParallel: 2, retryAfterSeconds: 1 },
		latencyMs: 50,
		pageSize: 250,
	},
	{ name: '300 a minute', limit: { perMinute: 300 }, latencyMs: 20, pageSize: 250 },
] as const;

const WRITES_IN_FLIGHT = [1, 4, 8];

function numbers(text: string): number[] {
	const values = text.split(',').map(Number);
	if (values.every((value) => Number.isInteger(value) && value >= 0)) return values;
	throw new TypeError(`Not a list of whole numbers: ${text}`);
}

function sectionNames(text: string): SectionName[] {
	return text.split(',').map((name) => {
		const known = SECTIONS.find((section) => section === name);
		if (!known) throw new TypeError(`No such section: ${name}. There are ${SECTIONS.join(', ')}.`);
		return known;
	});
}

function readFlags(): { plan: Plan; folder: string } | undefined {
	const text = { type: 'string' } as const;
	const flag = { type: 'boolean' } as const;
	const { values } = parseArgs({
		options: {
			quick: flag,
			whole: flag,
			help: flag,
			only: text,
			sizes: text,
			latencies: text,
			rounds: text,
			out: text,
		},
	});
	if (values.help) return undefined;
	const plan: Plan = {
		...(values.quick ? QUICK_PLAN : FULL_PLAN),
		...(values.whole && { isWhole: true }),
		...(values.only !== undefined && { sections: sectionNames(values.only) }),
		...(values.sizes !== undefined && { sizes: numbers(values.sizes) }),
		...(values.latencies !== undefined && { latencies: numbers(values.latencies) }),
		...(values.rounds !== undefined && { rounds: numbers(values.rounds)[0] ?? 1 }),
	};
	const usual = values.quick ? ['.dev', 'bench'] : ['bench', 'results'];
	return { plan, folder: values.out ?? join(REPOSITORY_FOLDER, ...usual) };
}

async function withServer(size: number, use: (server: BenchServer) => Promise<void>) {
	const server = await startBenchServer(size);
	try {
		await use(server);
	} finally {
		await server.close();
	}
}

type Section = (plan: Plan, results: BenchResults, save: () => Promise<void>) => Promise<void>;

const runReads: Section = async (plan, results, save) => {
	for (const size of plan.sizes) {
		// What another machine measured is not to stand beside it.
		results.reads = (results.reads ?? []).filter(
			(read) => read.size !== size || !plan.latencies.includes(read.latencyMs),
		);
		await withServer(size, async (server) => {
			if (size === Math.min(plan.driftSize, Math.max(...plan.sizes))) {
				results.serverPagesPerSecond = await measureServer(server);
			}
			for (const cells of cellsOf(size, plan)) {
				const figures = await measureReads(server, cells, report);
				results.reads = [...(results.reads ?? []), ...figures];
				results.leftOut = leftOutOf(results.reads);
				await save();
			}
		});
	}
};

const runDrift: Section = ({ driftSize, latencies }, results) =>
	withServer(driftSize, async (server) => {
		const drift = [];
		for (const peer of DRIFT_PEERS) {
			drift.push(await measureDrift(server, peer, Math.max(...latencies), report));
		}
		results.drift = drift;
	});

const runLimits: Section = ({ driftSize }, results) =>
	withServer(driftSize, async (server) => {
		const limits = [];
		for (const plan of LIMITS) limits.push(await measureLimit(server, plan, report));
		results.limits = limits;
	});

const runWrites: Section = ({ writeCount, writeLatencyMs }, results) =>
	withServer(writeCount, async (server) => {
		const writes = [];
		for (const verb of ['create', 'patch'] as const) {
			for (const inFlight of WRITES_IN_FLIGHT) {
				const write = { verb, inFlight, count: writeCount, latencyMs: writeLatencyMs };
				writes.push(await measureWrite(server, write, report));
			}
		}
		results.writes = writes;
	});

const runCosts: Section = async ({ callCount, rounds }, results) => {
	results.catalogue = await measureCatalogue();
	results.descriptionBytes = descriptionBytes();
	await withServer(callCount, async (server) => {
		results.calls = [
			await measureCalls(server, 'httpRequestHelper', callCount, rounds, report),
			await measureCalls(server, 'node', callCount, rounds, report),
		];
	});
};

const runStarts: Section = async ({ startRounds }, results) => {
	results.starts = await measureStarts(startRounds, report);
};

const runForms: Section = ({ latencies, rounds }, results) =>
	withServer(1_000, async (server) => {
		const latencyMs = Math.max(...latencies);
		results.forms = await measureForms(server, { latencyMs, rounds }, report);
	});

const runAutomatic: Section = (plan, results, save) =>
	withServer(plan.paceSize, async (server) => {
		const reads: ReadFigures[] = [];
		for (const cells of paceCells(plan)) {
			reads.push(...(await measureReads(server, cells, report)));
			results.automatic = reads;
			await save();
		}
	});

const runCrowd: Section = ({ crowdSize, rounds }, results) =>
	withServer(crowdSize, async (server) => {
		results.crowd = await measureCrowd(server, rounds, report);
	});

const runBudget: Section = ({ budgetRequests }, results) =>
	withServer(ticketsForRequests(budgetRequests), async (server) => {
		results.budget = await measureBudget(server, report);
	});

const runSingles: Section = ({ singles: { itemCount, idCount } }, results) =>
	withServer(itemCount, async (server) => {
		const shared = { itemCount, idCount, readers: ['node', 'atOnce', 'batched'] } as const;
		const combined = {
			itemCount,
			idCount: itemCount,
			readers: ['combined', 'batched', 'atOnce'],
		} as const;
		results.singles = [
			...(await measureSingles(server, shared, report)),
			...(await measureSingles(server, combined, report)),
		];
	});

const runExports: Section = ({ exportSize }, results) =>
	withServer(exportSize, async (server) => {
		results.exports = await measureExports(server, report);
	});

const RUNS: Readonly<Record<SectionName, Section>> = {
	reads: runReads,
	drift: runDrift,
	limits: runLimits,
	writes: runWrites,
	costs: runCosts,
	starts: runStarts,
	forms: runForms,
	automatic: runAutomatic,
	crowd: runCrowd,
	budget: runBudget,
	singles: runSingles,
	exports: runExports,
};

async function readEarlier(file: string): Promise<BenchResults> {
	const text = await readFile(file, 'utf8').catch(() => '{}');
	return JSON.parse(text) as BenchResults;
}

async function main(): Promise<void> {
	const flags = readFlags();
	if (!flags) return void process.stdout.write(HELP);
	const { plan, folder } = flags;
	await mkdir(folder, { recursive: true });
	const file = join(folder, 'results.json');
	const results = await readEarlier(file);
	const processors = cpus();
	const load = (loadavg()[0] ?? 0).toFixed(1);
	const machine = `${processors[0]?.model.trim() ?? 'unknown'}, ${processors.length} cores (load ${load} before the start), Node ${process.versions.node}`;
	const measuredAt = new Date().toISOString().slice(0, 10);
	const save = async () => {
		await writeFile(file, `${JSON.stringify(results, null, '\t')}\n`);
		await writeFile(join(folder, 'README.md'), renderReport(results));
		const plot = plotReads(results);
		if (plot) await writeFile(join(folder, 'return-all.svg'), plot);
	};
	for (const section of plan.sections) {
		report(`${section}:`);
		results.measured = { ...results.measured, [section]: { machine, measuredAt } };
		await RUNS[section](plan, results, save);
		await save();
	}
	for (const { target, isReached, figures } of judgeTargets(results)) {
		const verdict = isReached === undefined ? '?' : isReached ? 'reached' : 'NOT reached';
		report(`${verdict.padEnd(12)} ${target}: ${figures}`);
	}
	report(`Results are in ${folder}`);
}

await main();
