import { describe, expect, it } from 'vitest';
import { changesIn } from '../../../../../../nodes/ConnectWiseManage/actions/write/preview/changes.ts';
import { loadTemplate } from '../../../../../../nodes/ConnectWiseManage/catalogue/index.ts';

const template = await loadTemplate('patchServiceTicketsById');
if (!template) throw new Error('There is no such operation');

const PRESENT = {
	id: 7,
	summary: 'Old',
	status: { id: 1, name: 'New' },
	customFields: [{ id: 3, value: 'A' }],
};

describe('the changes of a preview', () => {
	it.each<[string, unknown, unknown[]]>([
		[
			'a replaced field',
			[{ op: 'replace', path: 'summary', value: 'New' }],
			[{ field: 'summary', old: 'Old', new: 'New' }],
		],
		['the same value', [{ op: 'replace', path: '/summary', value: 'Old' }], []],
		['the same reference', [{ op: 'replace', path: 'status', value: { id: 1 } }], []],
		[
			'a removed field',
			[{ op: 'remove', path: 'status' }],
			[{ field: 'status', old: PRESENT.status, new: null }],
		],
		['a field removed that is not there', [{ op: 'remove', path: 'board' }], []],
		[
			'a field that is not there',
			[{ op: 'add', path: 'budgetHours', value: 2 }],
			[{ field: 'budgetHours', old: null, new: 2 }],
		],
		[
			'a member',
			[{ op: 'replace', path: '/status/name', value: 'Done' }],
			[{ field: '/status/name', old: 'New', new: 'Done' }],
		],
		[
			'an entry of a list',
			[{ op: 'replace', path: '/customFields/0/value', value: 'B' }],
			[{ field: '/customFields/0/value', old: 'A', new: 'B' }],
		],
		[
			'a member of every object',
			[{ op: 'replace', path: '/constructor', value: 'B' }],
			[{ field: '/constructor', old: null, new: 'B' }],
		],
		[
			'a whole record',
			{ id: 7, summary: 'New', _info: {} },
			[{ field: 'summary', old: 'Old', new: 'New' }],
		],
		['no record', ['text'], []],
	])('of %s', (_, body, expected) => {
		expect(changesIn(body, PRESENT, template)).toEqual(expected);
	});
});
