import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { BuiltConditions } from '../../../conditions/build';
import type { Call } from '../../parameters/operation/operation';
import { ParameterError } from '../../parameters/ParameterError';
import { toPlainItem, type Job, type Runtime } from '../../run/runtime';
import { asNewRecord } from '../body/bodies';
import { splitCustomFields } from '../planned';
import { previewBody } from '../preview/preview';
import { readRecord } from '../readRecord';
import { sendBody } from '../request';
import { toUnsentItem, withOutcome, withRecord, type Upsert } from './items';
import { assertAskable, findIds, toConditions } from './key/search';
import { readKey, turnOf } from './key/keyValues';
import type { Match } from './key/match';
import { settle } from './settle';
import { withTrimmedKey, withTrimmedTexts } from './key/trimmedKey';
import { updateRecord } from './update';

/** Keys whose create ended without an answer and left no trace: it may still come to pass. */
const doubtfulTurns = new WeakMap<Runtime, Set<string>>();

/**
 * The job that creates a record, or changes the one that is there. Records of the same key take turns,
 * whatever runs in parallel in this process of n8n, so that the second finds the first.
 *
 * @throws ParameterError for a key without a value, and for what a new record lacks.
 */
export function planUpsert(
	runtime: Runtime,
	call: Call,
	given: Readonly<Record<string, unknown>>,
	match: Match,
	itemIndex: number,
): Job {
	const { template, path } = call;
	const split = splitCustomFields(given, template);
	const parts = readKey(split.record, split.customFields ?? [], match.sets);
	assertAskable(parts, runtime.timezone);
	const record = withTrimmedKey(split.record, parts);
	const isKey = parts.some(({ kind }) => kind === 'customField');
	const customFields =
		isKey && split.customFields ? withTrimmedTexts(split.customFields) : split.customFields;
	const create =
		match.mode === 'updateOnly'
			? undefined
			: ({ kind: 'record', record: asNewRecord(record, template), customFields } as const);
	const turn = turnOf(path, parts);
	const upsert = { runtime, call, record, customFields, create, match, parts, turn, itemIndex };
	const inTurn = async () => await runtime.inTurnWithOthers(turn, async () => await run(upsert));
	return { itemIndex, run: inTurn };
}

async function run(upsert: Upsert): Promise<INodeExecutionData[]> {
	const { runtime, call, customFields = [], match, parts, itemIndex } = upsert;
	const conditions = await toConditions(runtime, call, parts, customFields, itemIndex);
	const ids = await findIds(runtime, call, conditions, itemIndex);
	const [id] = ids;
	if (ids.length > 1) throw severalMatch(ids, call);
	if (id === undefined) return await runWithoutRecord(upsert, conditions);
	if (match.mode === 'error') {
		throw new ParameterError(
			`${call.template.label}: the record already exists, with the ID ${id}`,
			'Remove the item, or set If It Exists Already to Update It or Leave It',
		);
	}
	if (match.mode !== 'leave') return await updateRecord(upsert, id);
	const path = `${call.path}/${id}`;
	const present = await readRecord(runtime, path, call.template.label, itemIndex);
	return [toUnsentItem(upsert, present, 'left')];
}

async function runWithoutRecord(
	upsert: Upsert,
	conditions: BuiltConditions,
): Promise<INodeExecutionData[]> {
	const { runtime, call, create, turn, itemIndex } = upsert;
	if (!create) return [toUnsentItem(upsert, {}, 'left')];
	if (doubtfulTurns.get(runtime)?.has(turn)) {
		throw new ParameterError(
			'Nothing was created: an earlier item with the same match fields was sent, and it is not known whether ConnectWise carried it out',
			'Check in ConnectWise whether the record exists, then run this item again',
		);
	}
	if (runtime.settings.preview) {
		return await previewBody(runtime, call, create, itemIndex, { expected: 'created' });
	}
	const look = async () => await findOne(upsert, conditions);
	try {
		const items = await sendBody(runtime, call, create, itemIndex);
		return withOutcome(await withRecord(upsert, items, look), 'created', []);
	} catch (error) {
		return await settleCreate(upsert, error, look);
	}
}

/** The record of the key; `undefined` where there is none, or more than one. */
async function findOne(
	{ runtime, call, itemIndex }: Upsert,
	conditions: BuiltConditions,
): Promise<IDataObject | undefined> {
	const [id, ...others] = await findIds(runtime, call, conditions, itemIndex);
	if (id === undefined || others.length > 0) return undefined;
	return await readRecord(runtime, `${call.path}/${id}`, call.template.label, itemIndex);
}

/** One record where there was none is the one that was sent: others of its key were kept waiting. */
async function settleCreate(
	{ runtime, turn, itemIndex }: Upsert,
	error: unknown,
	look: () => Promise<IDataObject | undefined>,
): Promise<INodeExecutionData[]> {
	const json = await settle(runtime, error, look, () => {
		const doubtful = doubtfulTurns.get(runtime) ?? new Set<string>();
		doubtfulTurns.set(runtime, doubtful.add(turn));
	});
	return withOutcome([toPlainItem(runtime, json, itemIndex)], 'created', []);
}

function severalMatch(ids: readonly number[], { template }: Call): ParameterError {
	return new ParameterError(
		`${template.label}: several records have these match fields, so it is not clear which one to use: ${ids.join(', ')}`,
		'Choose more Match Fields, or merge the records in ConnectWise',
	);
}
