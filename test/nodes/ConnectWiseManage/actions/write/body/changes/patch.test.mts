import { describe, expect, it } from 'vitest';
import {
	isPatch,
	toPatch,
} from '../../../../../../../nodes/ConnectWiseManage/actions/write/body/changes/patch.ts';

describe('toPatch', () => {
	it.each<readonly [Record<string, unknown>, unknown]>([
		[{}, []],
		[{ summary: 'x' }, [{ op: 'replace', path: 'summary', value: 'x' }]],
		[{ summary: '' }, [{ op: 'replace', path: 'summary', value: '' }]],
		[{ closedFlag: false }, [{ op: 'replace', path: 'closedFlag', value: false }]],
		[{ status: { id: 5 } }, [{ op: 'replace', path: 'status', value: { id: 5 } }]],
		[{ types: [] }, [{ op: 'replace', path: 'types', value: [] }]],
		[{ address: {} }, [{ op: 'replace', path: 'address', value: {} }]],
		[{ summary: null }, [{ op: 'remove', path: 'summary' }]],
		[{ contact: { id: null, name: null } }, [{ op: 'remove', path: 'contact' }]],
		[
			{ contact: { id: 1, name: null } },
			[{ op: 'replace', path: 'contact', value: { id: 1, name: null } }],
		],
		[{ summary: undefined }, []],
		[{ contact: { id: undefined } }, []],
		[{ contact: { id: null, name: undefined } }, [{ op: 'remove', path: 'contact' }]],
		[{ id: 1, _info: {} }, []],
	])('of %j', (changes, operations) => {
		expect(toPatch(changes)).toEqual(operations);
	});
});

describe('isPatch', () => {
	it.each<readonly [unknown, boolean]>([
		[[{ op: 'replace', path: 'summary', value: 'x' }], true],
		[[{ op: 'remove', path: 'summary' }], true],
		[[], false],
		[[{ op: 'replace' }], false],
		[[{ op: 'remove', path: 'x' }, { summary: 'x' }], false],
		[{ op: 'replace', path: 'x' }, false],
		[null, false],
	])('of %j is %s', (value, expected) => {
		expect(isPatch(value)).toBe(expected);
	});
});
