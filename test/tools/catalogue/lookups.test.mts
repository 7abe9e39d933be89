import { describe, expect, it } from 'vitest';
import { answer, buildFrom, documentOf, listOf, reference } from './samples.mts';

const text = { type: 'string' };
const id = { type: 'integer' };
const flag = { type: 'boolean' };
const record = (properties: object) => ({ type: 'object', properties: { id, ...properties } });

const SCHEMAS = {
	Shelf: record({ name: text, room: reference('RoomReference'), box: reference('BoxReference') }),
	ShelfReference: record({ name: text }),
	Room: record({ name: text, inactiveFlag: flag, shelf: reference('ShelfReference') }),
	RoomInfo: record({ name: text }),
	RoomReference: record({ name: text }),
	Box: record({ label: text, summary: text, identifier: text }),
	BoxReference: record({ name: text }),
	Lost: record({ name: text, other: reference('NowhereReference') }),
	NowhereReference: record({ name: text }),
};

const list = (schema: string, operationId = `get${schema}`) => ({
	get: { operationId, responses: answer(listOf(reference(schema))) },
});

const lookupsOf = async (paths: object) =>
	(await buildFrom(documentOf(paths, SCHEMAS))).lookups.lookups;

describe('the list of a reference type', () => {
	it('is that of the records which its name names, the shorter path and the lighter list first', async () => {
		const found = await lookupsOf({
			'/stock/all/rooms': list('Room', 'getAllRooms'),
			'/stock/rooms': list('Room'),
			'/stock/rooms/info': list('RoomInfo'),
			'/stock/shelves': list('Shelf'),
		});
		expect(found).toEqual([
			['RoomReference', '/stock/rooms', '/stock/rooms/info', 'name', '', '', ''],
			['ShelfReference', '/stock/shelves', '', 'name', '', '', ''],
		]);
	});

	it('knows the inactive flag, the identifier, and what else names a record without a name', async () => {
		const found = await lookupsOf({
			'/stock/rooms': list('Room'),
			'/stock/shelves': list('Shelf'),
			'/stock/boxes': list('Box'),
		});
		expect(found).toContainEqual(['RoomReference', '/stock/rooms', '', 'name', '', 'a', '']);
		expect(found).toContainEqual(['BoxReference', '/stock/boxes', '', 'summary', '', 'i', '']);
	});

	it('names the reference type of the record above it', async () => {
		const found = await lookupsOf({
			'/stock/rooms': list('Room'),
			'/stock/rooms/{parentId}/shelves': list('Shelf'),
		});
		expect(found).toContainEqual([
			'ShelfReference',
			'/stock/rooms/{parentId}/shelves',
			'',
			'name',
			'RoomReference',
			'',
			'',
		]);
	});

	it('is left out where there is none, or none that a field could name the parent of', async () => {
		expect(await lookupsOf({ '/stock/lost': list('Lost') })).toEqual([]);
		const below = await lookupsOf({ '/stock/unknown/{parentId}/shelves': list('Shelf') });
		expect(below).toEqual([]);
	});
});
