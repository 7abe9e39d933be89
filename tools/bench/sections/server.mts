import { Agent, get } from 'node:http';
import { sandboxHeaders } from '../../../test/sandbox/credentials.mts';
import type { BenchServer } from '../server.mts';
import { IN_FLIGHT, PAGE_SIZE } from './reads.mts';

const MIN_PAGES = 40;

function drain(url: string, agent: Agent): Promise<void> {
	return new Promise((resolve, reject) => {
		get(url, { agent, headers: sandboxHeaders() }, (response) => {
			response.resume().once('end', resolve).once('error', reject);
		}).once('error', reject);
	});
}

/** Pages a second for readers that throw everything away: what the sandbox itself can do. */
export async function measureServer(server: BenchServer): Promise<number> {
	await server.prepare(0);
	const agent = new Agent({ keepAlive: true });
	const pageCount = Math.max(1, Math.floor(server.size / PAGE_SIZE));
	const total = Math.max(MIN_PAGES, pageCount);
	let next = 0;
	const started = performance.now();
	const reader = async () => {
		while (next < total) {
			const page = (next++ % pageCount) + 1;
			const query = `pageSize=${PAGE_SIZE}&orderBy=id%20asc&page=${page}`;
			await drain(`${server.apiRoot}/service/tickets?${query}`, agent);
		}
	};
	await Promise.all(Array.from({ length: IN_FLIGHT }, reader));
	agent.destroy();
	return total / ((performance.now() - started) / 1_000);
}
