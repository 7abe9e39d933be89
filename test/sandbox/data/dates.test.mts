import { afterAll, beforeAll, expect, it } from 'vitest';
import { clientOf, recordOf } from '../client.mts';
import type { Client } from '../client.mts';
import { startSandbox } from '../sandbox.mts';
import type { Sandbox } from '../sandbox.mts';

const DAY_MS = 86_400_000;

let sandbox: Sandbox;
let call: Client;
let now: number;

beforeAll(async () => {
	now = Date.now();
	sandbox = await startSandbox({ size: 2_000, lastDayMs: now });
	call = clientOf(sandbox.apiRoot);
});
afterAll(() => sandbox.close());

const iso = (at: number) => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

async function countOf(path: string, conditions: string): Promise<number> {
	const { count } = recordOf(await call('GET', `${path}/count`, { query: { conditions } }));
	return Number(count);
}

it.each(['/service/tickets', '/time/entries', '/company/companies', '/company/contacts'])(
	'%s changed in the last day, and never after now',
	async (path) => {
		const changed = await countOf(path, `lastUpdated > [${iso(now - DAY_MS)}]`);
		expect(changed).toBeGreaterThan(0);
		expect(changed).toBeLessThan(sandbox.store(path.slice(1)).size / 4);
		expect(await countOf(path, `lastUpdated > [${iso(now + 1_000)}]`)).toBe(0);
	},
);

it('has tickets that were entered in the last day and older ones', async () => {
	const entered = (days: number) =>
		countOf('/service/tickets', `dateEntered > [${iso(now - days * DAY_MS)}]`);
	expect(await entered(1)).toBeGreaterThan(0);
	expect(await entered(30)).toBeGreaterThan(await entered(1));
});
