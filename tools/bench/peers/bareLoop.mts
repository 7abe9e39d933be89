import { Agent, get } from 'node:http';
import { sandboxHeaders } from '../../../test/sandbox/credentials.mts';
import type { ReadJob, Run } from '../jobs/jobs.mts';
import { rowsOfRecords } from './rows.mts';

interface Row {
	readonly id: number;
}

function fetchText(url: string, agent: Agent): Promise<string> {
	return new Promise((resolve, reject) => {
		const request = get(url, { agent, headers: sandboxHeaders() }, (response) => {
			let text = '';
			// As text at once: buffers of whole pages make V8 collect its garbage far more often.
			response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
			response.once('error', reject);
			response.once('end', () => {
				if (response.statusCode === 200) resolve(text);
				else reject(new Error(`Status ${response.statusCode}: ${text.slice(0, 200)}`));
			});
		});
		request.once('error', reject);
	});
}

function pageUrl(job: ReadJob, page: number): string {
	const { conditions, fields, pageSize = 1_000 } = job;
	const query = new URLSearchParams({
		orderBy: 'id asc',
		pageSize: String(pageSize),
		page: String(page),
		...(conditions && { conditions }),
		...(fields && { fields }),
	});
	return `${job.apiRoot}/service/tickets?${query}`;
}

/** Pages known in advance, read by so many loops at once: what nobody can beat with as many. */
export function readByBareLoop(job: ReadJob): Run {
	const keepAlive = job.peer === 'bareLoop';
	return async () => {
		const agent = new Agent({ keepAlive });
		const pages: Row[][] = [];
		let next = 1;
		const reader = async () => {
			while (next <= job.pageCount) {
				const page = next++;
				pages[page - 1] = JSON.parse(await fetchText(pageUrl(job, page), agent)) as Row[];
			}
		};
		await Promise.all(Array.from({ length: job.inFlight }, reader));
		agent.destroy();
		const rows: Row[] = [];
		for (const page of pages) for (const row of page) rows.push(row);
		return rowsOfRecords(rows);
	};
}
