import { describe, expect, it } from 'vitest';
import { readOnlyIf } from '../../../../../nodes/ConnectWiseManage/triggers/callback/onlyIf.ts';
import {
	readHandling,
	readRecordType,
	readWatch,
} from '../../../../../nodes/ConnectWiseManage/triggers/callback/parameters.ts';

/** Parameters as n8n hands them over; one that is not shown gives its fallback. */
const contextOf = (values: Readonly<Record<string, unknown>>) => ({
	getNodeParameter: (name: string, fallback?: unknown) =>
		(name in values ? values[name] : fallback) as never,
});

const watchOf = (values: Readonly<Record<string, unknown>>) =>
	readWatch(contextOf({ event: 'ticket', ...values }));

describe('what to watch', () => {
	it.each([
		[{}, 'owner', 1],
		[{ watch: 'owner', watchedId: 'left over' }, 'owner', 1],
		[{ watch: 'board', watchedId: '3' }, 'board', 3],
		[{ watch: 'board', watchedId: ' 3 ' }, 'board', 3],
		[{ watch: 'board', watchedId: 3 }, 'board', 3],
		[{ event: 'productcatalog' }, 'owner', 1],
	])('by %j is %s %i', (values, level, objectId) => {
		expect(watchOf(values)).toMatchObject({ level, objectId, shouldIgnoreOwn: false });
	});

	it.each([
		[{ event: 'planet' }, 'Event "planet" is not one'],
		[{ event: undefined }, 'Event undefined is not one'],
		[{ event: { toString: 1 } }, 'Event {"toString":1} is not one'],
		[{ watch: Object.create(null) as object }, 'Watch is {}'],
		[{ watch: 'board', watchedId: '0x10' }, 'not "0x10"'],
		[{ watch: 'board', watchedId: '1e3' }, 'not "1e3"'],
		[{ watch: 'board', watchedId: true }, 'not true'],
		[{ watch: 'board', watchedId: [3] }, 'not [3]'],
		[{ watch: 'territory' }, 'ticket changes cannot be watched by'],
		[{ watch: 'constructor' }, 'ticket changes cannot be watched by'],
		[{ watch: 'board' }, 'Which One must be an id'],
		[{ watch: 'board', watchedId: '' }, 'Which One must be an id'],
		[{ watch: 'board', watchedId: null }, 'Which One must be an id'],
		[{ watch: 'board', watchedId: 'Help Desk' }, 'not "Help Desk"'],
		[{ watch: 'board', watchedId: '0' }, 'Which One must be an id'],
		[{ watch: 'board', watchedId: '-3' }, 'Which One must be an id'],
		[{ watch: 'board', watchedId: '1.5' }, 'Which One must be an id'],
		[{ watch: 'board', watchedId: '99999999999' }, 'Which One must be an id'],
	])('cannot be %j', (values, message) => expect(() => watchOf(values)).toThrow(message));
});

describe('how deliveries are handled', () => {
	it('has the signature verified and passes whole records unless told otherwise', () => {
		expect(readHandling(contextOf({}))).toEqual({
			actions: new Set(['added', 'updated', 'deleted']),
			isSummary: false,
			fields: [],
			isSimplified: false,
			shouldIncludeChanges: false,
			shouldVerify: true,
		});
	});

	it('takes fields separated by commas, blanks and empty names left out', () => {
		const options = { fields: ' summary, status/name ,, ' };
		expect(readHandling(contextOf({ options })).fields).toEqual(['summary', 'status/name']);
	});

	it.each([[[]], [null], ['added'], [['exploded']]])('wants an action, not %j', (actions) => {
		expect(() => readHandling(contextOf({ actions }))).toThrow('Actions is empty');
	});

	it.each([
		[false, false],
		[true, true],
		[undefined, true],
		['', true],
		[null, true],
	])('verifies the signature where the option is %j: %j', (verifySignature, shouldVerify) => {
		const { shouldVerify: found } = readHandling(contextOf({ options: { verifySignature } }));
		expect(found).toBe(shouldVerify);
	});
});

describe('Only If', () => {
	const conditionsOf = async (raw: unknown, onlyIf: unknown) => {
		const context = {
			getTimezone: () => 'UTC',
			getNodeParameter: (name: string, fallback?: unknown, options?: object) => {
				const given = options === undefined ? onlyIf : raw;
				return (name === 'onlyIf' ? given : fallback) as never;
			},
		};
		const { sources } = await readOnlyIf(context, readRecordType('company'));
		return sources[0].conditions.conditions ?? '';
	};

	it.each([
		['', '', ''],
		['*', '*', ''],
		['={{ "*" }}', '*', ''],
		['={{ x }}', ' board/id = 1 ', 'board/id = 1'],
	])('of %j that gives %j is %j', async (raw, value, expected) => {
		expect(await conditionsOf(raw, value)).toBe(expected);
	});

	it.each([
		['={{ x }}', undefined, /Only If is empty/],
		['={{ x }}', null, /Only If is empty/],
		['={{ x }}', ' ', /Only If is empty/],
		['={{ x }}', { toString: 1 }, /Only If must be text/],
		['id = {{ $json.id }}', 'id = {{ $json.id }}', /Only If contains an expression/],
	])('of %j that gives %j lets nothing through by mistake', async (raw, value, message) => {
		await expect(conditionsOf(raw, value)).rejects.toThrow(message);
	});
});
