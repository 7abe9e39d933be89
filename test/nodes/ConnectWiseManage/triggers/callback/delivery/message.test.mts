import { describe, expect, it } from 'vitest';
import { readMessage } from '../../../../../../nodes/ConnectWiseManage/triggers/callback/delivery/message.ts';

const GIVEN = {
	Action: 'updated',
	CompanyId: 'acme',
	Entity: '{"id":57961,"firstName":"Ann","_info":{"lastUpdated":"2026-06-09T21:59:49Z"}}',
	ID: 57961,
	MemberId: 'apimember',
	Metadata: { key_url: 'https://sandbox-na.myconnectwise.net/key' },
	Type: 'contact',
};

const read = (more: object = {}) => readMessage(Buffer.from(JSON.stringify({ ...GIVEN, ...more })));

describe('a delivery', () => {
	it('tells what happened to which record, with its summary', () => {
		expect(read()).toEqual({
			action: 'updated',
			type: 'contact',
			recordId: 57961,
			memberId: 'apimember',
			entity: JSON.parse(GIVEN.Entity) as object,
			keyUrl: 'https://sandbox-na.myconnectwise.net/key',
		});
	});

	it.each([
		[
			{ Action: 'Deleted', Entity: null },
			{ action: 'deleted', entity: undefined },
		],
		[{ Type: 'Contact' }, { type: 'contact' }],
		[{ ID: '57961' }, { recordId: 57961 }],
		[{ MemberId: null }, { memberId: null }],
		[{ MemberId: '' }, { memberId: null }],
		[{ Entity: { id: 1 } }, { entity: { id: 1 } }],
		[{ Entity: 'broken {' }, { entity: undefined }],
		[{ Entity: '[1]' }, { entity: undefined }],
		[{ Metadata: null }, { keyUrl: undefined }],
		[{ Metadata: { key_url: 5 } }, { keyUrl: undefined }],
		[{ Type: null }, { type: '' }],
	])('with %j reads as %j', (more, expected) => expect(read(more)).toMatchObject(expected));

	it('may begin with a byte order mark', () => {
		const bytes = Buffer.from(`\uFEFF${JSON.stringify(GIVEN)}`);
		expect(readMessage(bytes)).toMatchObject({ recordId: 57961 });
	});

	it.each([
		{ Action: 'exploded' },
		{ Action: null },
		{ ID: null },
		{ ID: '' },
		{ ID: ' ' },
		{ ID: 0 },
		{ ID: -1 },
		{ ID: 1.5 },
		{ ID: '1e999' },
		{ ID: [] },
		{ ID: true },
	])('with %j is none', (more) => expect(read(more)).toBeUndefined());

	it.each(['', 'null', '[]', '5', '"text"', '{', 'not JSON', '\u0000'])('of %j is none', (text) =>
		expect(readMessage(Buffer.from(text))).toBeUndefined(),
	);
});
