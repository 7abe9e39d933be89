import { describe, expect, it } from 'vitest';
import type { CallOptions } from '../connectWise.mts';
import { runNode } from '../harness.mts';
import { withSandbox } from '../servers.mts';

const { sandbox, connectWise } = await withSandbox({ size: 30 });

const ITEMS = [{ name: 'a' }, { name: 'b' }, { name: 'c' }];
const TICKET = { summary: 'Sample', company: { id: 2 } };

const UNUSABLE: Array<[string, CallOptions, string]> = [
	['an empty Client ID', { keys: { clientId: '' } }, 'The Client ID is empty'],
	['a Site URL that is none', { keys: { siteUrl: '::' } }, 'Site URL'],
	['a setting that is wrong', { settings: { timeout: '={{ "x" }}' } }, 'Timeout'],
	[
		'a setting whose expression fails',
		{ settings: { timeout: '={{ $("Nowhere").first().json.x }}' } },
		"doesn't exist",
	],
	['a setting that is no number at all', { settings: { retries: '={{ ({}) }}' } }, 'Retries'],
];

describe('what fails before the first item is an error of each item', () => {
	it.each(UNUSABLE)('beside the others, for %s', async (_, call, message) => {
		const { main, errorOutput, error } = await connectWise.query('getServiceTickets', {
			items: ITEMS,
			onError: 'continueRegularOutput',
			...call,
		});
		expect(error).toBeUndefined();
		expect(errorOutput).toEqual([]);
		expect(main).toHaveLength(ITEMS.length);
		main.forEach(({ json, pairedItem }, item) => {
			expect(json.error).toEqual(expect.stringContaining(message));
			expect(json.details).toMatchObject({ itemIndex: item });
			expect(json).not.toHaveProperty('name');
			expect(pairedItem).toEqual({ item });
		});
		expect(sandbox.journal.count()).toBe(0);
	});

	it.each(UNUSABLE)('on the error output, for %s', async (_, call, message) => {
		const { main, errorOutput } = await connectWise.mutate('postServiceTickets', {
			items: ITEMS,
			body: TICKET,
			onError: 'continueErrorOutput',
			...call,
		});
		expect(main).toEqual([]);
		expect(errorOutput.map(({ json }) => json)).toMatchObject(
			ITEMS.map(({ name }) => ({ name, error: expect.stringContaining(message) })),
		);
		expect(sandbox.journal.count()).toBe(0);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'for an operation that there is not (%s)',
		async (onError) => {
			const { main, errorOutput, error } = await runNode({
				parameters: {
					operation: '={{ "constructor" }}',
					operationId: { __rl: true, mode: 'id', value: 'getServiceTickets' },
				},
				items: ITEMS,
				onError,
			});
			expect(error).toBeUndefined();
			const failures = [...main, ...errorOutput];
			expect(failures).toHaveLength(ITEMS.length);
			for (const { json } of failures) expect(json.error).toContain('is not known');
			expect(onError === 'continueErrorOutput' ? main : errorOutput).toEqual([]);
		},
	);

	it('with several in parallel and failing items among them', async () => {
		const ids = sandbox
			.store('service/tickets')
			.all()
			.map(({ id }) => Number(id));
		const { json } = await connectWise.query('getServiceTicketsById', {
			items: [{ id: ids[0] }, { id: 'x' }, {}, { id: ids[1] }],
			options: '={{ { id: $json.id } }}',
			onError: 'continueRegularOutput',
		});
		expect(json.map(({ id, error }) => id ?? typeof error)).toEqual([
			ids[0],
			'string',
			'string',
			ids[1],
		]);
	});
});

it('a stopped execution reports what was not sent as that', async () => {
	const stop = new AbortController();
	sandbox.faults.add({ method: 'POST', after: 1, action: { kind: 'hang' } });
	const poll = setInterval(() => {
		if (sandbox.journal.count() > 1) stop.abort();
	}, 10);
	const result = await connectWise.mutate('postServiceTickets', {
		body: [TICKET, TICKET, TICKET, TICKET],
		signal: stop.signal,
		onError: 'continueRegularOutput',
	});
	clearInterval(poll);
	expect(result.status).toBe('canceled');
	expect(sandbox.journal.count()).toBe(2);
	const items = result.json.map(({ summary, details }) =>
		summary === undefined ? (details as { outcome?: string }).outcome : 'done',
	);
	expect(items).toEqual(['done', 'unknown', 'not sent', 'not sent']);
	expect(result.json[2]?.error).toContain('before the request was sent');
});
