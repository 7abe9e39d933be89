import type { INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { credentialsFor } from '../connectWise.mts';
import { runListSearch, runLoadOptions, runResourceMapping } from '../harness.mts';
import { withScriptedServer } from '../servers.mts';

const { server } = await withScriptedServer();

const hostile = { toString: 1, valueOf: 1 };
const customFields = [null, 3, { id: 1, caption: 'a', type: hostile, entryMethod: 'List' }];
const locator = { __rl: true, mode: 'list', value: '' };
const parameters = {
	operation: 'mutate',
	operationId: { __rl: true, mode: 'id', value: 'postServiceTickets' },
	lookUp: { records: [{ field: 'items.company', record: locator }] },
	items: { mappingMode: 'defineBelow', value: { board: 2, company: hostile } },
} as unknown as INodeParameters;
const watching = (watch: string) => ({ event: 'ticket', watch, watchedId: locator });

/** So that nothing is found in the cache of an earlier test. */
let count = 0;

describe.each([
	[null],
	[3],
	['text'],
	['<html><title>Sign in</title></html>'],
	[{}],
	[[null, 1, 'x', []]],
	[[{ id: hostile, name: hostile, identifier: hostile, customFields: hostile }]],
	[[{ id: 1, name: hostile, customFields, options: [null, { optionValue: hostile }] }]],
	[[{ id: '__proto__', name: 'x'.repeat(1_000_000) }]],
])('forms and lists that get %j', (body) => {
	const settled = async (run: Promise<unknown>) =>
		await run.catch((error: unknown) => error as Error);
	const expectOwnWords = (result: unknown) => {
		if (!(result instanceof Error)) return;
		expect(['NodeApiError', 'NodeOperationError']).toContain(result.name);
		expect(result.message.length).toBeLessThan(500);
	};

	it('show what they can, or say why not', async () => {
		server.answerWith(() => ({ body }));
		const credentials = credentialsFor(server.url, { password: `key${String(count++)}` });
		const at = (path: string) => ({ parameters, credentials, path: `parameters.${path}` });
		const trigger = (watch: string) => ({
			node: 'connectWiseManageTrigger',
			parameters: watching(watch),
			credentials,
			path: 'parameters.watchedId',
			token: 'x',
		});
		const form = await runResourceMapping('getItemFields', at('items'));
		expect(form.fields.length).toBeGreaterThan(50);
		const lookUp = 'lookUp.records[0]';
		expect((await runLoadOptions('getLookUpFields', at(`${lookUp}.field`))).length).toBe(22);
		expectOwnWords(
			await settled(runListSearch('searchRecords', { ...at(`${lookUp}.record`), filter: '("\\' })),
		);
		for (const watch of ['status', 'board']) {
			expectOwnWords(await settled(runListSearch('searchWatched', trigger(watch))));
		}
	});
});
