import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { runNode } from '../../../test/engine/harness.mts';
import type { NodeOptions } from '../../../test/engine/harness.mts';
import * as known from '../../../test/sandbox/credentials.mts';
import type { CallJob, ReadJob, Run, SinglesJob, Target, WriteJob } from '../jobs/jobs.mts';
import { rowsOfItems } from './rows.mts';

export const connectWiseCredentials = ({ url }: Target) => ({
	connectWiseManagePsaApi: {
		siteUrl: url,
		username: known.SANDBOX_USERNAME,
		password: known.SANDBOX_PRIVATE_KEY,
		clientId: known.SANDBOX_CLIENT_ID,
	},
});

const operation = (name: 'query' | 'mutate', id: string): INodeParameters => ({
	operation: name,
	operationId: { __rl: true, mode: 'id', value: id },
});

const jsonOptions = (options: IDataObject | string): INodeParameters => ({
	optionsMode: 'json',
	optionsJson: typeof options === 'string' ? options : JSON.stringify(options),
});

async function run(target: Target, options: Omit<NodeOptions, 'credentials'>) {
	const result = await runNode({ ...options, credentials: connectWiseCredentials(target) });
	if (result.error) throw result.error;
	return rowsOfItems(result.main);
}

/**
 * Return All of this package's node in n8n's execution engine. As the readers beside it, one with a fixed
 * number of requests at once keeps to no number a minute, which a million tickets would come up to.
 */
export function readByNode(job: ReadJob): Run {
	const { conditions, fields, pageSize } = job;
	const parameters = {
		...operation('query', 'getServiceTickets'),
		...jsonOptions({ ...(conditions && { conditions }), ...(fields && { fields }) }),
		returnAll: true,
		settings: {
			...(job.inFlight > 0 && { maxParallelRequests: job.inFlight, requestsPerMinute: 0 }),
			...(pageSize && { pageSize }),
		},
	};
	return () => run(job, { parameters });
}

/** Mutate with one input item for each ticket. */
export function writeByNode(job: WriteJob): Run {
	const isPatch = job.verb === 'patch';
	const parameters = {
		...operation('mutate', isPatch ? 'patchServiceTicketsById' : 'postServiceTickets'),
		...jsonOptions(isPatch ? '={{ { id: $json.ticket } }}' : '{}'),
		itemsMode: 'json',
		itemsJson: isPatch
			? '={{ { summary: $json.summary } }}'
			: '={{ { summary: $json.summary, company: { id: 2 } } }}',
		settings: { maxParallelRequests: job.inFlight },
	};
	const items = job.ids.map((ticket, index) => ({ ticket, summary: `Sample ${index}` }));
	return () => run(job, { parameters, items });
}

/** One ticket by its id for each input item. */
export function callByNode(job: CallJob): Run {
	const parameters = {
		...operation('query', 'getServiceTicketsById'),
		...jsonOptions('={{ { id: $json.ticket } }}'),
	};
	return () => run(job, { parameters, items: job.ids.map((ticket) => ({ ticket })) });
}

/** One ticket by its id for each input item, at the usual settings or combined. */
export function readSinglesByNode({ by, ids, ...target }: SinglesJob): Run {
	const parameters = {
		...operation('query', 'getServiceTicketsById'),
		...jsonOptions('={{ { id: $json.ticket } }}'),
		settings: by === 'combined' ? { combineReads: true } : {},
	};
	return () => run(target, { parameters, items: ids.map((ticket) => ({ ticket })) });
}
