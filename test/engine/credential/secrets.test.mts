import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { SANDBOX_PRIVATE_KEY, SANDBOX_USERNAME } from '../../sandbox/index.mts';
import type { FaultAction } from '../../sandbox/index.mts';
import { startScriptedServer } from '../../support/scriptedServer.mts';
import { connectTo, failed } from '../connectWise.mts';
import type { CallOptions } from '../connectWise.mts';
import type { NodeResult } from '../harness.mts';
import { withSandbox, withScriptedServer } from '../servers.mts';

const PAIR = Buffer.from(`${SANDBOX_USERNAME}:${SANDBOX_PRIVATE_KEY}`).toString('base64');

const { sandbox, connectWise } = await withSandbox({ size: 30 });
const { server: foreign } = await withScriptedServer();

/** Everything that n8n keeps or shows of a run, hidden properties of the error included. */
function everythingOf({ error, run, hints, main, errorOutput }: NodeResult): string {
	const shown = inspect(error, { depth: 12, showHidden: true, maxStringLength: null });
	return [
		shown,
		JSON.stringify(error),
		JSON.stringify(error?.context ?? null),
		error?.stack,
		JSON.stringify(run),
		JSON.stringify([hints, main, errorOutput]),
	].join('\n');
}

function expectNoKeys(result: NodeResult): void {
	const everything = everythingOf(result);
	expect(everything).not.toContain(SANDBOX_PRIVATE_KEY);
	expect(everything).not.toContain(PAIR);
	expect(everything).not.toMatch(/Basic [A-Za-z0-9+/=]{8}/);
}

const FAULTS: Array<[string, FaultAction]> = [
	['a refusal', { kind: 'status', status: 400, body: '{"message":"No"}' }],
	['wrong rights', { kind: 'status', status: 401, body: '' }],
	['a server error', { kind: 'status', status: 500, body: 'Oops' }],
	['a gateway', { kind: 'gateway', status: 502 }],
	['a rate limit', { kind: 'rateLimit', retryAfterSeconds: 9_000 }],
	['a lost connection', { kind: 'reset', when: 'before' }],
	['a lost answer', { kind: 'reset', when: 'during' }],
	['a time-out', { kind: 'hang' }],
	['an answer that breaks off', { kind: 'truncate' }],
	['a redirect', { kind: 'redirect', location: 'http://127.0.0.1:9/' }],
];

const settings = { retries: 0, timeout: 1 };
const CALLS: Array<[string, string, CallOptions]> = [
	['query', 'getServiceTickets', { limit: 5 }],
	['mutate', 'postServiceTickets', { body: { summary: 'x', company: { id: 2 } } }],
];

describe.each(FAULTS)('after %s no key shows', (_name, action) => {
	it.each(CALLS)('in the error of a %s', async (kind, id, call) => {
		sandbox.faults.add({ action });
		const result = await connectWise.run(kind, id, { ...call, settings });
		failed(result);
		expectNoKeys(result);
	});

	it('in an error item', async () => {
		sandbox.faults.add({ action });
		const result = await connectWise.query('getServiceTickets', {
			limit: 5,
			settings,
			onError: 'continueErrorOutput',
		});
		expect(result.errorOutput).toHaveLength(1);
		expectNoKeys(result);
	});
});

it('no key shows with a Site URL where no one listens', async () => {
	const closed = await startScriptedServer();
	await closed.close();
	const result = await connectTo(closed.url).query('getServiceTickets', { settings });
	failed(result);
	expectNoKeys(result);
});

it('no key shows in the item of an HTTP error', async () => {
	const result = await connectWise.query('getServiceTicketsById', {
		options: { id: 999_999 },
		settings: { onHttpError: 'item' },
	});
	expect(result.json).toMatchObject([{ statusCode: 404 }]);
	expectNoKeys(result);
});

describe('the keys do not leave for another host', () => {
	it.each([301, 302, 307, 308] as const)('by a redirect with %i', async (status) => {
		const location = `${foreign.url}/v4_6_release/apis/3.0/service/tickets`;
		sandbox.faults.add({ action: { kind: 'redirect', location, status } });
		for (const [kind, id, call] of CALLS) {
			const error = failed(await connectWise.run(kind, id, { ...call, settings }));
			expect(error.message).toContain(String(status));
			expect(error.description).toContain('Enter that address as Site URL');
		}
		expect(foreign.received).toEqual([]);
	});

	it.each(['automatic', 'forwardOnly', 'navigable'])(
		'by a Link to another host (%s)',
		async (pagingMode) => {
			const own = await startScriptedServer();
			const pageOf = (url: string) => new URL(url, own.url).searchParams;
			own.answerWith(({ url }) => {
				const query = pageOf(url);
				const after = /id > (\d+)/.exec(query.get('conditions') ?? '')?.[1];
				const from = Number(after ?? query.get('pageId') ?? Number(query.get('page') ?? 1) * 2 - 2);
				const ids = [from + 1, from + 2].filter((id) => id <= 3);
				const next = `${foreign.url}/x?pageSize=2&page=${from / 2 + 2}&pageId=${from + 2}`;
				return {
					headers: { link: ids.length === 2 ? `<${next}>; rel="next"` : '' },
					body: ids.map((id) => ({ id })),
				};
			});
			const result = await connectTo(own.url).query('getServiceTickets', {
				settings: { pagingMode, pageSize: 2, maxParallelRequests: 1 },
			});
			await own.close();
			expect(result.json).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
			expect(own.received.every(({ headers }) => headers.authorization === `Basic ${PAIR}`)).toBe(
				true,
			);
			expect(foreign.received).toEqual([]);
		},
	);
});
