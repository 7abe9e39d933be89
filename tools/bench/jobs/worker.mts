// Runs one job in a process of its own and reports to the parent.
import { createHash } from 'node:crypto';
import type { Job, JobResult, PeerName, ReadJob, Rows, Run, SinglesJob } from './jobs.mts';
import { measure } from './measure.mts';

// Peers are loaded only where they are measured: each brings its own start-up memory.
const readers: Readonly<Record<PeerName, (job: ReadJob) => Promise<Run>>> = {
	node: async (job) => (await import('../peers/connectWiseNode.mts')).readByNode(job),
	nodeAutomatic: async (job) => (await import('../peers/connectWiseNode.mts')).readByNode(job),
	httpRequest: async (job) => (await import('../peers/httpRequest.mts')).readByHttpRequest(job),
	connectwiseRest: async (job) =>
		(await import('../peers/connectwiseRest.mts')).readByConnectwiseRest(job),
	bareLoop: async (job) => (await import('../peers/bareLoop.mts')).readByBareLoop(job),
	bareLoopNewConnections: async (job) =>
		(await import('../peers/bareLoop.mts')).readByBareLoop(job),
};

const NOTHING = 'id < 0';

/** A first reading of no rows loads the code, which a running n8n has loaded long ago. */
async function prepareRead(job: ReadJob): Promise<Run> {
	const read = readers[job.peer];
	const warmUp = await read({ ...job, conditions: NOTHING, pageCount: 1 });
	if (!job.isCold) await warmUp();
	return await read(job);
}

async function prepareSingles(job: SinglesJob): Promise<Run> {
	const isNode = job.by === 'node' || job.by === 'combined';
	const read = isNode
		? (await import('../peers/connectWiseNode.mts')).readSinglesByNode
		: (await import('../peers/httpRequest.mts')).readSinglesByHttpRequest;
	await read({ ...job, ids: job.ids.slice(0, 2) })();
	return read(job);
}

async function prepare(job: Job): Promise<Run> {
	if (job.kind === 'read') return await prepareRead(job);
	if (job.kind === 'singles') return await prepareSingles(job);
	if (job.kind === 'export') {
		return await (await import('../peers/fileExport.mts')).exportByNode(job);
	}
	if (job.kind === 'write') return (await import('../peers/connectWiseNode.mts')).writeByNode(job);
	return job.by === 'node'
		? (await import('../peers/connectWiseNode.mts')).callByNode(job)
		: (await import('../peers/httpRequestHelper.mts')).callByHelper(job);
}

async function* idsOf({ length, idAt }: Rows): AsyncIterable<number> {
	for (let index = 0; index < length; index++) yield idAt(index);
}

type Inspection = Pick<JobResult, 'rowCount' | 'uniqueCount' | 'isAscending' | 'ids' | 'checksum'>;

async function inspect(rows: Rows, wantsIds: boolean): Promise<Inspection> {
	const seen = new Set<number>();
	const hash = createHash('sha256');
	const ids: number[] = [];
	let isAscending = true;
	let rowCount = 0;
	let last = -Infinity;
	for await (const id of rows.allIds?.() ?? idsOf(rows)) {
		rowCount += 1;
		isAscending &&= id > last;
		last = id;
		seen.add(id);
		hash.update(`${id}\n`);
		if (wantsIds) ids.push(id);
	}
	const counts = { rowCount, uniqueCount: seen.size, isAscending, checksum: hash.digest('hex') };
	return wantsIds ? { ...counts, ids } : counts;
}

process.once('message', async (job: Job) => {
	try {
		const run = await prepare(job);
		const { rows, ...figures } = await measure(run);
		const wantsIds =
			job.kind === 'write' || job.kind === 'singles' || (job.kind === 'read' && job.wantsIds);
		const inspection = await inspect(rows, wantsIds);
		process.send?.({ ...figures, ...inspection }, () => process.exit(0));
	} catch (error) {
		const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
		process.send?.({ problem }, () => process.exit(1));
	}
});
