import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/index.mts';
import type { Sandbox } from '../../sandbox/index.mts';
import { connectTo, hintsOf, succeeded } from '../connectWise.mts';
import type { ConnectWise } from '../connectWise.mts';

let sandbox: Sandbox;
let connectWise: ConnectWise;

beforeAll(async () => {
	sandbox = await startSandbox({ size: 20 });
	connectWise = connectTo(sandbox.url);
});
afterAll(() => sandbox.close());

const hints = async (options: string, items: number) => {
	const input = Array.from({ length: items }, (_, index) => ({ id: 1_001 + index }));
	return hintsOf(
		succeeded(await connectWise.query('getServiceTickets', { options, items: input })),
	);
};
const ONCE = expect.stringContaining('Execute Once') as string;

it('says once that several items read the same list', async () => {
	expect(
		(await hints('{ "fields": "id" }', 3)).filter((hint) => /Execute Once/.test(hint)),
	).toEqual([ONCE]);
});

it.each([
	['one item', '{ "fields": "id" }', 1],
	['items that ask for different records', '={{ { conditions: "id = " + $json.id } }}', 3],
])('says nothing of it for %s', async (_, options, items) => {
	expect(await hints(options, items)).not.toContainEqual(ONCE);
});
