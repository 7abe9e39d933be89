import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toBodies } from '../../nodes/ConnectWiseManage/actions/write/body/bodies.ts';
import {
	areIdsOnly,
	mergeCustomFields,
	readCustomFields,
	toChanges,
	toCustomFields,
} from '../../nodes/ConnectWiseManage/actions/write/body/customFields/customFields.ts';
import { buildMultipart } from '../../nodes/ConnectWiseManage/actions/write/body/upload/multipart.ts';
import { toPatch } from '../../nodes/ConnectWiseManage/actions/write/body/changes/patch.ts';
import { toUploadName } from '../../nodes/ConnectWiseManage/actions/write/body/upload/uploadName.ts';
import type {
	FieldTemplate,
	OperationTemplate,
} from '../../nodes/ConnectWiseManage/catalogue/types.ts';
import { loadAllTemplates } from '../nodes/ConnectWiseManage/catalogue/allTemplates.mts';
import { name, readOrRefuse, text, value } from './hostile.mts';
import { FUZZ } from './runs.mts';

const templates = (await loadAllTemplates()).filter(({ body }) => body.kind !== 'none');

const day = fc.date({
	min: new Date('2000-01-01'),
	max: new Date('2100-01-01'),
	noInvalidDate: true,
});

/** Values that a field takes, in the forms that people and expressions give them. */
function fitting({
	type,
	itemType,
	isReference,
	enum: allowed,
}: FieldTemplate): fc.Arbitrary<unknown> {
	if (allowed) return fc.constantFrom(...allowed);
	if (isReference) return fc.oneof(fc.nat(), fc.record({ id: fc.nat() }), fc.nat().map(String));
	switch (type) {
		case 'integer':
			return fc.oneof(fc.nat(), fc.nat().map(String));
		case 'number':
			return fc.oneof(fc.integer(), fc.constantFrom('1.5', ' -2 '));
		case 'boolean':
			return fc.constantFrom(true, false, 'true', 0);
		case 'dateTime':
		case 'date':
			return fc.oneof(
				day,
				day.map((when) => when.toISOString()),
				day.map((when) => when.getTime()),
			);
		case 'object':
			return fc.constantFrom({}, '{}', { id: 5 });
		case 'array':
			return fc.array<unknown>(itemType === 'object' ? fc.record({ id: fc.nat() }) : fc.nat());
		default:
			return text;
	}
}

/** A record that may well be sent, or one with anything among its fields. */
function recordOf({ schemas, body }: OperationTemplate): fc.Arbitrary<Record<string, unknown>> {
	const fields = (schemas.get(body.schema ?? '') ?? []).filter(({ readOnly }) => !readOnly);
	const required = fields.filter((field) => field.requiredOnCreate ?? field.requiredOnUpdate);
	const fit = fc
		.subarray([...fields], { maxLength: Math.min(5, fields.length) })
		.chain((chosen) => {
			const entries = [...required, ...chosen].map((field) => [field.name, fitting(field)]);
			return fc.record(Object.fromEntries(entries) as Record<string, fc.Arbitrary<unknown>>);
		});
	const names = fields.map((field) => field.name);
	const key = names.length > 0 ? fc.oneof(fc.constantFrom(...names), name) : name;
	const odd = fc.dictionary(key, value, { maxKeys: 2 });
	return fc.oneof(
		fit,
		fc.tuple(fit, odd).map(([fitted, more]) => ({ ...fitted, ...more })),
	);
}

const calls = fc.constantFrom(...templates).chain((of) => {
	const record = recordOf(of);
	const patch = fc.record({ op: text, path: fc.oneof(name, text), value });
	const lists = fc.oneof(fc.array(record, { maxLength: 3 }), fc.array(patch, { maxLength: 3 }));
	const given = fc.oneof({ weight: 4, arbitrary: record }, { weight: 2, arbitrary: lists }, value);
	return fc.tuple(fc.constant(of), given);
});

const FORBIDDEN = ['__proto__', 'constructor', 'prototype', '_info'];

it('any items become bodies that can be sent, or are refused', () => {
	fc.assert(
		fc.property(calls, ([of, given]) => {
			for (const body of readOrRefuse(() => toBodies(given, of, 'Europe/Berlin')) ?? []) {
				if (body.kind === 'array') JSON.stringify(body.elements);
				if (body.kind !== 'record') continue;
				expect(Object.keys(body.record).filter((key) => FORBIDDEN.includes(key))).toEqual([]);
				const patch = toPatch(body.record);
				expect(patch.every(({ path }) => !path.includes('/') && !path.includes('.'))).toBe(true);
				JSON.stringify([body.record, patch]);
			}
		}),
		FUZZ,
	);
});

it('any custom fields are merged into those of any record, none lost, or refused', () => {
	const field = fc.record(
		{
			id: fc.oneof(fc.nat(5), value),
			caption: fc.oneof(fc.constantFrom('A', 'B', 2026), value),
			type: fc.oneof(fc.constantFrom('Number', 'Date', 'Checkbox', 'Text'), value),
			value,
		},
		{ requiredKeys: [] },
	);
	const record = fc.oneof(fc.record({ customFields: fc.array(fc.oneof(field, value)) }), value);
	const key = fc.oneof(fc.constantFrom('0', '1', '2', 'a', 'B', '2026'), name);
	const given = fc.oneof(fc.dictionary(key, value, { maxKeys: 4 }), fc.array(field), value);
	fc.assert(
		fc.property(record, given, (present, changes) => {
			const own = readCustomFields(present);
			const merged = readOrRefuse(() => mergeCustomFields(toChanges(changes), own, 'UTC'));
			if (merged) expect(merged.map(({ id }) => id)).toEqual(own.map(({ id }) => id));
			readOrRefuse(() => {
				const read = toChanges(changes);
				return areIdsOnly(read) ? toCustomFields(read, 'UTC') : [];
			});
		}),
		FUZZ,
	);
});

it('any file goes out as one part, under a name that can be seen', async () => {
	await fc.assert(
		fc.asyncProperty(text, text, text, async (fileName, mimeType, title) => {
			const file = {
				field: 'file',
				fileName: toUploadName(fileName),
				mimeType,
				data: Buffer.from('x'),
			};
			const body = buildMultipart({ title }, [file]);
			if (body.kind !== 'multipart') throw new Error('No multipart body');
			const headers = { 'content-type': body.contentType };
			const form = await new Response(new Uint8Array(body.data), { headers }).formData();
			expect([...form.keys()]).toEqual(['title', 'file']);
			expect(form.get('title')).toBe(title.toWellFormed());
		}),
		FUZZ,
	);
});
