import type { IExecuteFunctions } from 'n8n-workflow';
import type { OperationTemplate } from '../../../catalogue';
import { coerceRecord } from './record/coerceBody';
import { nestDotted } from './record/nest';
import { isPatch, type PatchOperation } from './changes/patch';
import { withCustomFieldDates, withPatchDates } from './changes/patchDates';
import { assertRequiredFields } from './record/required';
import { assertJson } from './record/shape';
import { readForm } from '../../parameters/options/form';
import { readGiven, withGiven } from '../../parameters/operation/given';
import { readJson } from '../../parameters/values/json';
import { readLookUp, withLookedUp } from '../../parameters/options/lookUp';
import { ParameterError, show } from '../../parameters/ParameterError';
import { readChoice } from '../../parameters/plain/choices';
import { isPlainObject } from '../../parameters/values/values';
import type { Runtime } from '../../run/runtime';
import { withNames } from '../references/withNames';
import type { Naming } from '../references/naming';

/** Body of one request, before custom fields are merged and files are added. */
export type Body =
	| { readonly kind: 'none' }
	| { readonly kind: 'record'; readonly record: Record<string, unknown> }
	/** Goes out as one array: a ready-made patch, or records. */
	| { readonly kind: 'array'; readonly elements: readonly unknown[] };

/** How bodies are made of what was given. */
export interface BodyWay {
	/**
	 * The bodies may become changes of records that exist: empty fields stay in them, and what a new
	 * record requires is not asked for; see `asNewRecord`.
	 */
	readonly isMatched?: boolean;
	/** Gives the reference for the name of a record, where it is known. */
	readonly naming?: Naming;
}

/**
 * Bodies of one input item, one for each request. Records that are named by text are looked up.
 *
 * @throws ParameterError when what is given cannot be a body of the operation, and for names that no
 * record has, or several have.
 */
export async function readBodies(
	runtime: Runtime,
	template: OperationTemplate,
	itemIndex: number,
	isMatched: boolean,
): Promise<Body[]> {
	const { context, timezone } = runtime;
	const { kind, required } = template.body;
	if (kind === 'none') return [{ kind: 'none' }];
	const lookedUp = readLookUp(context, template, itemIndex);
	const entered = withLookedUp(readEntered(context, template, itemIndex), 'items', lookedUp);
	const given = withGiven(entered, 'items', readGiven(context, itemIndex));
	if (given === undefined || given === null) {
		if (required || kind === 'patch') throw emptyItems(template);
		return [{ kind: 'none' }];
	}
	return await withNames(runtime, template, (naming) =>
		toBodies(given, template, timezone, { isMatched, naming }),
	);
}

export function toBodies(
	given: unknown,
	template: OperationTemplate,
	timezone: string,
	way: BodyWay = {},
): Body[] {
	assertJson(given);
	const { schemas } = template;
	const toRecord = (value: unknown) => prepareRecord(value, template, timezone, way);
	const toPatchBody = (operations: readonly PatchOperation[]): Body => ({
		kind: 'array',
		elements: withPatchDates(operations, template.body.schema, { schemas, timezone }),
	});
	switch (template.body.kind) {
		case 'array': {
			const elements = Array.isArray(given) ? given : [given];
			return [
				{
					kind: 'array',
					elements: elements.map((one) => prepareElement(one, template, timezone, way)),
				},
			];
		}
		case 'patch': {
			if (isPatch(given)) return [toPatchBody(given)];
			const changes: unknown[] = Array.isArray(given) ? given : [given];
			return changes.map((one) => {
				const operations = Array.isArray(one) ? one : [one];
				return isPatch(operations)
					? toPatchBody(operations)
					: { kind: 'record', record: toRecord(one) };
			});
		}
		default: {
			const records: unknown[] = Array.isArray(given) ? given : [given];
			return records.map((one) => ({ kind: 'record', record: toRecord(one) }));
		}
	}
}

const ITEMS_MODES = ['fields', 'json', 'input', 'none'] as const;

function readEntered(
	context: IExecuteFunctions,
	template: OperationTemplate,
	itemIndex: number,
): unknown {
	const mode: unknown = context.getNodeParameter('itemsMode', itemIndex, 'fields');
	switch (readChoice(mode, 'Specify Items', ITEMS_MODES, 'fields')) {
		case 'json':
			return readJson(context, 'itemsJson', 'Items', itemIndex);
		case 'input':
			return context.getInputData()[itemIndex]?.json;
		case 'none':
			return undefined;
		default:
			return readItemsForm(context, template, itemIndex);
	}
}

/** An empty form is no body, except where an empty object is one; an empty field means "nothing". */
function readItemsForm(
	context: IExecuteFunctions,
	template: OperationTemplate,
	itemIndex: number,
): unknown {
	const entries = Object.entries(readForm(context, 'items', itemIndex));
	if (entries.length === 0) return template.body.kind === 'object' ? {} : undefined;
	return Object.fromEntries(entries.map(([name, value]) => [name, value === '' ? null : value]));
}

function emptyItems({ label }: OperationTemplate): ParameterError {
	return new ParameterError(
		`Items is empty, but ${label} needs a body`,
		'Add the fields to send, or check the expression: it returned nothing for this item',
	);
}

function prepareElement(
	value: unknown,
	template: OperationTemplate,
	timezone: string,
	{ naming }: BodyWay,
): unknown {
	const { body, schemas } = template;
	if (body.itemType !== undefined && !isPlainObject(value)) return value;
	const record = prepareRecord(value, template, timezone, { naming });
	if (!('customFields' in record)) return record;
	const customFields = withCustomFieldDates(record.customFields, { schemas, timezone });
	return { ...record, customFields };
}

function prepareRecord(
	value: unknown,
	template: OperationTemplate,
	timezone: string,
	{ isMatched = false, naming }: BodyWay,
): Record<string, unknown> {
	if (!isPlainObject(value)) {
		throw new ParameterError(
			`Items must contain objects, not ${value === undefined ? 'nothing' : show(value)}`,
			'Write it like { "summary": "Printer offline", "company": { "id": 2 } }, or a list of such objects',
		);
	}
	const given = Object.entries(value)
		// Conditions and Fields write `status/id`, which as a path of an update may do nothing at all.
		.map(([name, member]): [string, unknown] => [
			name.replace(/^\//, '').replace(/\//g, '.'),
			member,
		]);
	// Read records carry the server's bookkeeping, which no write takes.
	const nested = nestDotted(Object.fromEntries(given));
	delete nested._info;
	const isPatched = template.body.kind === 'patch';
	const { schemas, body } = template;
	const coerced = coerceRecord(nested, body.schema, { schemas, timezone, naming });
	if (template.method !== 'POST') assertCustomFieldsKept(coerced);
	return isPatched || isMatched ? coerced : asNewRecord(coerced, template);
}

/** @throws ParameterError naming the required fields that it lacks. */
export function asNewRecord(
	given: Readonly<Record<string, unknown>>,
	template: OperationTemplate,
): Record<string, unknown> {
	const record = withoutBlanks(given);
	assertRequiredFields(record, template);
	return record;
}

/** Nothing in place of all custom fields would empty every one of them. */
function assertCustomFieldsKept({ customFields }: Readonly<Record<string, unknown>>): void {
	if (customFields !== null) return;
	throw new ParameterError(
		'Custom Fields (customFields) is empty, which would clear every custom field of the record',
		'Remove "customFields" to keep them; to clear one, set its caption to null: { "Asset Tag": null }',
	);
}

/** An absent field is how ConnectWise writes "nothing"; a blank reference would name no record. */
function withoutBlanks(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(record).filter(([, value]) => !isBlank(value)));
}

function isBlank(value: unknown): boolean {
	if (value === null || value === undefined) return true;
	if (!isPlainObject(value)) return false;
	const members = Object.values(value);
	return members.length > 0 && members.every((member) => member === null || member === undefined);
}
