import { ManageAPI } from 'connectwise-rest';
import * as known from '../../../test/sandbox/credentials.mts';
import type { ReadJob, Run } from '../jobs/jobs.mts';
import { rowsOfRecords } from './rows.mts';

interface WithInstance {
	readonly instance: { readonly defaults: { baseURL: string } };
}

const hasInstance = (part: unknown): part is WithInstance =>
	typeof part === 'object' && part !== null && 'instance' in part;

/** The client speaks https only; its own HTTP instances are told to use plain http on loopback. */
function clientOf(url: string): ManageAPI {
	const client = new ManageAPI({
		companyId: known.SANDBOX_COMPANY,
		publicKey: known.SANDBOX_PUBLIC_KEY,
		privateKey: known.SANDBOX_PRIVATE_KEY,
		clientId: known.SANDBOX_CLIENT_ID,
		companyUrl: new URL(url).host,
		logger: () => undefined,
	});
	const parts: unknown[] = [client, ...Object.values(client)];
	for (const { instance } of parts.filter(hasInstance)) {
		instance.defaults.baseURL = instance.defaults.baseURL.replace('https:', 'http:');
	}
	return client;
}

/** connectwise-rest with its own paging. */
export function readByConnectwiseRest(job: ReadJob): Run {
	const manage = clientOf(job.url);
	const { conditions, fields, pageSize = 1_000 } = job;
	return async () => {
		const tickets = await manage.paginate(
			manage.ServiceAPI.getServiceTickets,
			{ pageSize },
			{ orderBy: 'id asc', ...(conditions && { conditions }), ...(fields && { fields }) },
		);
		return rowsOfRecords(tickets as Array<{ id?: unknown }>);
	};
}
