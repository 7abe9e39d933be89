import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Call } from '../../parameters/operation/operation';
import { toPlainItem } from '../../run/runtime';
import { readCustomFields, type CustomField } from '../body/customFields/customFields';
import { toPatch } from '../body/changes/patch';
import { changeCustomFields } from '../body/customFields/resolve';
import { previewBody } from '../preview/preview';
import type { Planned } from '../planned';
import { sendBody } from '../request';
import { isSame } from '../body/changes/isSame';
import { readRecord } from '../readRecord';
import { differences } from './differences';
import { settle } from './settle';
import { toUnsentItem, withOutcome, withRecord, type Upsert } from './items';

type Changes = Extract<Planned, { kind: 'patch' }>;

/** Sends what differs; nothing where nothing does. */
export async function updateRecord(upsert: Upsert, id: number): Promise<INodeExecutionData[]> {
	const { runtime, itemIndex } = upsert;
	const call = toUpdateCall(upsert, id);
	const update = async () => {
		const { label } = upsert.call.template;
		const present = await readRecord(runtime, call.path, label, itemIndex);
		const changes = await findChanges(upsert, present);
		return changes.operations.length === 0
			? [toUnsentItem(upsert, present, 'unchanged')]
			: await send(upsert, call, changes, present);
	};
	// Custom fields are read and written as one list, which another write between would undo.
	return await runtime.inTurnWithOthers(call.path, update);
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

async function findChanges(upsert: Upsert, present: IDataObject): Promise<Changes> {
	const { runtime, call, record, customFields } = upsert;
	const { body, schemas } = call.template;
	const changes = differences(record, present, { schema: body.schema, schemas }, keptLists(upsert));
	const own = readCustomFields(present);
	const wanted = customFields && (await changeCustomFields(runtime, customFields, own));
	if (wanted && !areSame(wanted, own)) changes.customFields = wanted;
	// A list of another field, e.g. the statuses of a board, may hang on what stays as it is.
	return { kind: 'patch', operations: toPatch(changes), given: { ...present, ...changes } };
}

function areSame(wanted: readonly CustomField[], present: readonly CustomField[]): boolean {
	const values = new Map(present.map(({ id, value }) => [id, value]));
	return wanted.every(({ id, value }) => isSame(value, values.get(id), undefined, new Map()));
}

async function send(
	upsert: Upsert,
	call: Call,
	changes: Changes,
	present: IDataObject,
): Promise<INodeExecutionData[]> {
	const { runtime, itemIndex } = upsert;
	const changed = changes.operations.map(({ path }) => path);
	if (runtime.settings.preview) {
		const known = { expected: 'updated', present };
		return await previewBody(runtime, call, changes, itemIndex, known);
	}
	try {
		const items = await sendBody(runtime, call, changes, itemIndex);
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
	const { operations } = await findChanges(upsert, now);
	return operations.length === 0 ? now : undefined;
}
