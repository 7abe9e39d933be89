import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/index.mts';
import type { JsonObject } from '../../sandbox/json.mts';
import { Poller } from '../poller.mts';

const CHANGED_COUNT = 10_000;
/** What n8n's durable scheduler gives a poll. */
const BUDGET_MS = 36_000;
const MOST_STATE_BYTES = 300_000;

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ size: CHANGED_COUNT + 500, journalBodies: false });
	sandbox.switches.set('clockSkewSeconds', -90);
});
afterAll(() => sandbox.close());

const requestCount = () =>
	sandbox.journal.entries({ method: 'GET', path: '/service/tickets' }).length;
const stateBytes = (trigger: Poller) => Buffer.byteLength(JSON.stringify(trigger.saved()));
const report = (text: string) => process.stdout.write(`polling: ${text}\n`);

it('asks once for no changes, and reads 10,000 of them within one poll and 300 kB of state', async () => {
	const trigger = new Poller(sandbox.url, {
		operationId: 'getServiceTickets',
		budgetMs: BUDGET_MS,
		pollOptions: { mostRecords: 50_000, watchFields: 'status/name' },
	});
	await trigger.poll();
	sandbox.journal.clear();
	expect(await trigger.poll()).toEqual([]);
	expect(requestCount()).toBe(1);

	const store = sandbox.store('service/tickets');
	const now = Date.now() - 90_000;
	const wanted = store.all().slice(0, CHANGED_COUNT);
	wanted.forEach((record, index) => {
		// Over some seconds, as a bulk change of a real server would be.
		const lastUpdated = `${new Date(now + (index % 20) * 1_000).toISOString().slice(0, 19)}Z`;
		const _info = { ...(record['_info'] as JsonObject), lastUpdated };
		store.replace(Number(record['id']), { ...record, _info });
	});
	sandbox.switches.set('clockSkewSeconds', 0);
	sandbox.journal.clear();
	const begun = performance.now();
	const items = await trigger.poll();
	const seconds = (performance.now() - begun) / 1_000;
	const bytes = stateBytes(trigger);
	report(`${items.length} changes in ${requestCount()} requests, ${seconds.toFixed(1)} s`);
	report(`${bytes} bytes of state`);
	expect(new Set(items.map(({ id }) => id)).size).toBe(CHANGED_COUNT);
	expect(items).toHaveLength(CHANGED_COUNT);
	expect(seconds * 1_000).toBeLessThan(BUDGET_MS);
	expect(bytes).toBeLessThan(MOST_STATE_BYTES);
	expect(trigger.warnings.join()).toMatch(/more than 5000 records changed within the overlap/);
	expect(await trigger.poll()).toEqual([]);
});
