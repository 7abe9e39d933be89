// Runs one job in a process of its own and reports to the parent.
import type { Job, JobResult, PeerName, ReadJob, Rows, Run } from './jobs.mts';
import { measure } from './measure.mts';

// Peers are loaded only where they are measured: each brings its own start-up memory.
const readers: Readonly<Record<PeerName, (job: ReadJob) => Promise<Run>>> = {
	node: async (job) => (await import('./peers/connectWiseNode.mts')).readByNode(job),
	httpRequest: async (job) => (await import('./peers/httpRequest.mts')).readByHttpRequest(job),
	connectwiseRest: async (job) =>
		(await import('./peers/connectwiseRest.mts')).readByConnectwiseRest(job),
	bareLoop: async (job) => (await import('./peers/bareLoop.mts')).readByBareLoop(job),
	bareLoopNewConnections: async (job) => (await import('./peers/bareLoop.mts')).readByBareLoop(job),
};

const NOTHING = 'id < 0';

/** A first reading of no rows loads the code, which a running n8n has loaded long ago. */
async function prepareRead(job: ReadJob): Promise<Run> {
	const read = readers[job.peer];
	const warmUp = await read({ ...job, conditions: NOTHING, pageCount: 1 });
	await warmUp();
	return await read(job);
}

async function prepare(job: Job): Promise<Run> {
	if (job.kind === 'read') return await prepareRead(job);
	if (job.kind === 'write') return (await import('./peers/connectWiseNode.mts')).writeByNode(job);
	return job.by === 'node'
		? (await import('./peers/connectWiseNode.mts')).callByNode(job)
		: (await import('./peers/httpRequestHelper.mts')).callByHelper(job);
}

function inspect(rows: Rows, wantsIds: boolean): Partial<JobResult> {
	const seen = new Set<number>();
	const ids: number[] = [];
	let isAscending = true;
	for (let index = 0, last = -Infinity; index < rows.length; index++) {
		const id = rows.idAt(index);
		isAscending &&= id > last;
		last = id;
		seen.add(id);
		if (wantsIds) ids.push(id);
	}
	const counts = { rowCount: rows.length, uniqueCount: seen.size, isAscending };
	return wantsIds ? { ...counts, ids } : counts;
}

process.once('message', async (job: Job) => {
	try {
		const run = await prepare(job);
		const { rows, ...figures } = await measure(run);
		const wantsIds = job.kind === 'write' || (job.kind === 'read' && job.wantsIds);
		process.send?.({ ...figures, ...inspect(rows, wantsIds) }, () => process.exit(0));
	} catch (error) {
		const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
		process.send?.({ problem }, () => process.exit(1));
	}
});
