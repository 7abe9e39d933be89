import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Call } from '../../parameters/operation';
import { toPlainItem } from '../../run/runtime';
import { readCustomFields, type CustomField } from '../body/customFields/customFields';
import { toPatch } from '../body/changes/patch';
import { resolveCustomFields } from '../body/customFields/resolve';
import { previewBody } from '../preview/preview';
import { customFieldsIn, sendBody } from '../request';
import { isSame } from '../body/changes/isSame';
import { readRecord } from '../readRecord';
import { differences } from './differences';
import { settle } from './settle';
import { toUnsentItem, withOutcome, withRecord, type Upsert } from './items';

/** Sends what differs; nothing where nothing does. */
export async function updateRecord(
	upsert: Upsert,
	id: number,
	present: IDataObject,
): Promise<INodeExecutionData[]> {
	const { runtime } = upsert;
	const call = toUpdateCall(upsert, id);
	const update = async () => {
		const changes = await findChanges(upsert, call, present);
		const elements = toPatch(changes);
		if (elements.length === 0) return [toUnsentItem(upsert, present, 'unchanged')];
		return await send(upsert, call, changes);
	};
	// Custom fields are read and written as one list, which another write between would undo.
	return await runtime.inTurn(call.path, update);
}

function toUpdateCall({ call, match }: Upsert, id: number): Call {
	const template = match.routes.update;
	const taken = new Set(template.parameters.map(({ name }) => name));
	const query = Object.entries(call.options.query).filter(([name]) => taken.has(name));
	const options = {
		...call.options,
		path: { ...call.options.path, id: String(id) },
		query: Object.fromEntries(query),
	};
	return { ...call, template, options, path: `${call.path}/${id}` };
}

/** Lists in which the record was found keep their other entries: a contact its telephone numbers. */
function keptLists({ parts }: Upsert): ReadonlySet<string> {
	return new Set(
		parts.flatMap((part) =>
			part.kind === 'field' && part.field.place === 'childConditions'
				? [part.field.path.split('/')[0] ?? '']
				: [],
		),
	);
}

async function findChanges(
	upsert: Upsert,
	{ template, path }: Call,
	present: IDataObject,
): Promise<Record<string, unknown>> {
	const { runtime, record, itemIndex } = upsert;
	const { body, schemas } = upsert.call.template;
	const model = { schema: body.schema, schemas };
	const changes = differences(record, present, model, keptLists(upsert));
	const given = customFieldsIn({ kind: 'record', record: { ...record } }, template);
	if (given === undefined) return changes;
	const wanted = await resolveCustomFields(runtime, template, path, given, itemIndex);
	return areSame(wanted, readCustomFields(present))
		? changes
		: { ...changes, customFields: wanted };
}

function areSame(wanted: readonly CustomField[], present: readonly CustomField[]): boolean {
	const values = new Map(present.map(({ id, value }) => [id, value]));
	return wanted.every(({ id, value }) => isSame(value, values.get(id), undefined, new Map()));
}

async function send(
	upsert: Upsert,
	call: Call,
	changes: Readonly<Record<string, unknown>>,
): Promise<INodeExecutionData[]> {
	const { runtime, itemIndex } = upsert;
	const body = { kind: 'array', elements: toPatch(changes) } as const;
	const changed = body.elements.map(({ path }) => path);
	if (runtime.settings.preview) return await previewBody(runtime, call, body, itemIndex, 'updated');
	try {
		const items = await sendBody(runtime, call, body, itemIndex);
		const look = async () => await readRecord(runtime, call.path, call.template.label, itemIndex);
		return withOutcome(await withRecord(upsert, items, look), 'updated', changed);
	} catch (error) {
		const json = await settle(runtime, error, async () => await readIfChanged(upsert, call));
		return withOutcome([toPlainItem(runtime, json, itemIndex)], 'updated', changed);
	}
}

/** The record, once it holds all that was sent. */
async function readIfChanged(upsert: Upsert, call: Call): Promise<IDataObject | undefined> {
	const { runtime, itemIndex } = upsert;
	const now = await readRecord(runtime, call.path, call.template.label, itemIndex);
	const left = await findChanges(upsert, call, now);
	return Object.keys(left).length === 0 ? now : undefined;
}
