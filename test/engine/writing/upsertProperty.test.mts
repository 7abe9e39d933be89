import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IDataObject } from 'n8n-workflow';
import { startSandbox } from '../../sandbox/index.mts';
import type { FaultAction, FaultRule, Sandbox } from '../../sandbox/index.mts';
import { connectTo } from '../connectWise.mts';

const RUN_COUNT = 25;
const TIMEOUT_MS = 300_000;
const KEYS = ['one', 'two', 'three'];

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ size: 20 });
});
afterAll(() => sandbox.close());

interface Given {
	readonly key: string;
	readonly text: string;
	readonly isPadded: boolean;
}

const MODES = ['update', 'leave', 'updateOnly', 'error'] as const;
type Mode = (typeof MODES)[number];

const given = fc.record<Given>({
	key: fc.constantFrom(...KEYS),
	text: fc.constantFrom('Red', 'Green', 'Blue'),
	isPadded: fc.boolean(),
});

const action = fc.constantFrom<FaultAction>(
	{ kind: 'reset', when: 'before' },
	{ kind: 'reset', when: 'during' },
	{ kind: 'reset', when: 'after' },
	{ kind: 'gateway', status: 502 },
	{ kind: 'gateway', status: 504 },
	{ kind: 'timeout500' },
	{ kind: 'rateLimit', retryAfterSeconds: 0 },
	{ kind: 'truncate' },
	{ kind: 'emptyBody' },
	{ kind: 'status', status: 403, body: '{"code":"Forbidden","message":"No"}' },
	{ kind: 'latency', ms: 15, jitterMs: 40 },
);

const fault = fc.record<FaultRule>({
	action,
	method: fc.constantFrom('GET', 'POST', 'PATCH'),
	after: fc.nat({ max: 6 }),
	times: fc.integer({ min: 1, max: 2 }),
});

/** What may be in ConnectWise for a key: a text, or no record. */
type State = string | undefined;

/** The states that are possible after an item, and whether what it says of itself can be true. */
function follow(
	before: ReadonlySet<State>,
	{ text }: Given,
	json: IDataObject,
	mode: Mode,
): { readonly isTrue: boolean; readonly after: ReadonlySet<State> } {
	const there = [...before].filter((state) => state !== undefined);
	switch (json.outcome) {
		case 'created':
			return { isTrue: mode !== 'updateOnly' && before.has(undefined), after: new Set([text]) };
		case 'left':
			return mode === 'leave'
				? {
						isTrue: there.includes(json.summary as string),
						after: new Set([json.summary as string]),
					}
				: { isTrue: mode === 'updateOnly' && before.has(undefined), after: new Set([undefined]) };
		case 'updated':
			return {
				isTrue: mode !== 'leave' && there.some((state) => state !== text),
				after: new Set([text]),
			};
		case 'unchanged':
			return { isTrue: mode !== 'leave' && before.has(text), after: new Set([text]) };
		default: {
			const { outcome } = (json.details ?? {}) as { readonly outcome?: string };
			const isTrue = typeof json.error === 'string' && outcome !== undefined;
			if (outcome === 'unknown') return { isTrue, after: new Set([...before, text]) };
			return { isTrue, after: outcome === 'carried out' ? new Set([text]) : before };
		}
	}
}

const recordsOf = (key: string) =>
	sandbox
		.store('service/tickets')
		.all()
		.filter(({ externalXRef }) => String(externalXRef).trim() === key);

async function write(
	items: readonly Given[],
	maxParallelRequests: number,
	ifExists: Mode,
): Promise<IDataObject[]> {
	const { json, error } = await connectTo(sandbox.url).mutate('postServiceTickets', {
		isInputBody: true,
		items: items.map(({ key, text, isPadded }) => ({
			externalXRef: isPadded ? ` ${key} ` : key,
			summary: text,
			company: { id: 2 },
		})),
		parameters: { ifExists },
		settings: { maxParallelRequests, retries: 1 },
		onError: 'continueRegularOutput',
	});
	if (error) throw error;
	return json;
}

describe('Create or Update', () => {
	it(
		'never makes two records of one key, and tells of every item what is true',
		async () => {
			await fc.assert(
				fc.asyncProperty(
					fc.array(given, { minLength: 1, maxLength: 8 }),
					fc.array(fault, { maxLength: 4 }),
					fc.integer({ min: 1, max: 8 }),
					fc.oneof(
						{ weight: 3, arbitrary: fc.constant<Mode>('update') },
						fc.constantFrom(...MODES),
					),
					fc.subarray(KEYS),
					async (items, faults, parallel, mode, there) => {
						sandbox.reset();
						const first = there.map((key) => ({ key, text: 'Green', isPadded: false }));
						if (first.length > 0) await write(first, 1, 'update');
						for (const rule of faults) sandbox.faults.add(rule);
						const told = await write(items, parallel, mode);
						expect(told).toHaveLength(items.length);
						const states = new Map<string, ReadonlySet<State>>(
							there.map((key) => [key, new Set(['Green'])]),
						);
						items.forEach((item, index) => {
							const before = states.get(item.key) ?? new Set([undefined]);
							const { isTrue, after } = follow(before, item, told[index] ?? {}, mode);
							expect(isTrue, `item ${index}: ${JSON.stringify(told[index])?.slice(0, 300)}`).toBe(
								true,
							);
							states.set(item.key, after);
						});
						for (const key of KEYS) {
							const records = recordsOf(key);
							expect(records.length).toBeLessThanOrEqual(1);
							const possible = states.get(key) ?? new Set([undefined]);
							expect([...possible]).toContain(records[0]?.summary);
						}
					},
				),
				{ numRuns: RUN_COUNT },
			);
		},
		TIMEOUT_MS,
	);
});
