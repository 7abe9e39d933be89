import { randomUUID } from 'node:crypto';
import { credentialsFor } from '../../../test/engine/connectWise.mts';
import { runResourceMapping } from '../../../test/engine/harness.mts';
import type { FormFigures } from '../figures/results.mts';
import type { BenchServer } from '../server.mts';
import { median } from '../figures/statistics.mts';
import type { Report } from './reads.mts';

/** With statuses, types and teams of a board, members, and the tenant's custom fields. */
const PARAMETERS = {
	operation: 'mutate',
	operationId: { __rl: true, mode: 'list', value: 'postServiceTickets' },
	items: { mappingMode: 'defineBelow', value: { board: 'Help Desk Example' } },
};

const WAYS: ReadonlyArray<Pick<FormFigures, 'lists'>> = [
	{ lists: 'none' },
	{ lists: 'all' },
	{ lists: 'kept' },
];

/** Opening the form of a new ticket: without a credential, with all lists of the tenant, and again. */
export async function measureForms(
	server: BenchServer,
	{ latencyMs, rounds }: { readonly latencyMs: number; readonly rounds: number },
	report: Report,
): Promise<FormFigures[]> {
	await server.prepare(latencyMs);
	const open = async (clientId: string | undefined) => {
		const credentials = clientId && { credentials: credentialsFor(server.url, { clientId }) };
		const before = (await server.traffic()).requestCount;
		const started = performance.now();
		await runResourceMapping('getItemFields', {
			parameters: PARAMETERS,
			path: 'parameters.items',
			...credentials,
		});
		const wallMs = performance.now() - started;
		return { wallMs, requestCount: (await server.traffic()).requestCount - before };
	};
	// The catalogue is read at the first opening of any form.
	await open(undefined);
	const taken = new Map(WAYS.map(({ lists }) => [lists, [] as number[]]));
	const requests = new Map<string, number>();
	for (let round = 0; round < rounds; round++) {
		// Lists are kept by credential.
		const clientId = randomUUID();
		for (const { lists } of WAYS) {
			const { wallMs, requestCount } = await open(lists === 'none' ? undefined : clientId);
			taken.get(lists)?.push(wallMs);
			requests.set(lists, requestCount);
		}
	}
	return WAYS.map(({ lists }) => {
		const wallMs = median(taken.get(lists) ?? []);
		report(`form of a new ticket, lists ${lists}: ${Math.round(wallMs)} ms`);
		return { lists, latencyMs, rounds, wallMs, requestCount: requests.get(lists) ?? 0 };
	});
}
