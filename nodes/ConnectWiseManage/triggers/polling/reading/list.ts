import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import {
	findSearchPath,
	readCall,
	type Call,
} from '../../../actions/parameters/operation/operation';
import { ParameterError } from '../../../actions/parameters/ParameterError';
import type { ParameterSource } from '../../../actions/parameters/parameterSource';
import { LARGEST_PAGE } from '../../../actions/parameters/handling/settings';
import { isList, isListOfRecords, tellingFields, type OperationTemplate } from '../../../catalogue';
import { andConditions } from '../../../request/paging/page/conditions';
import { toNodeApiError } from '../../../request/outcome/errors';
import { unusableAnswer, type Failure } from '../../../request/outcome/outcome';
import { readList, type ListSource } from '../../../request/paging';
import { toJson } from '../../../response/items/normalize';
import { auditTypeOf } from '../../callback/recordTypes';
import { typeOfList } from '../../event';
import type { PollConnection } from './connection';
import type { PollSettings } from '../settings';

const INFO = '_info';

export type Rows =
	| { readonly isRead: true; readonly rows: IDataObject[] }
	/** `failure` where the server refused. */
	| { readonly isRead: false; readonly error: Error; readonly failure?: Failure };

/** The list that is polled. */
export interface PolledList {
	readonly label: string;
	/** ConnectWise's name of the record type. */
	readonly type: string;
	/** How the audit trail calls it, where it is known to keep one. */
	readonly auditType: string | undefined;
	/** Records come without `_info` unless the user's own selection has it. */
	readonly showsInfo: boolean;
	/** In ascending order of id, at most so many, of those that meet the user's conditions and these. */
	read(conditions: string, limit: number): Promise<Rows>;
	/** The latest by id first. */
	readNewest(conditions: string, limit: number): Promise<Rows>;
}

/** @throws ParameterError for an operation or options that cannot be polled. */
export async function readPolledList(
	context: IPollFunctions,
	{ client }: PollConnection,
	settings: PollSettings,
): Promise<PolledList> {
	const call = await readPolledCall(context);
	const { template, options, path } = call;
	const { conditions, fields: chosen, ...query } = options.query;
	const { label } = template;
	const read = readerOf(context, {
		client,
		plan: { method: 'GET', path, query, isRepeatable: true, label },
		conditions,
		fields: chooseFields(template, chosen, settings),
		searchPath: await findSearchPath(template),
		pageSize: Math.min(LARGEST_PAGE, options.pageSize ?? LARGEST_PAGE),
	});
	return {
		label,
		type: typeOfList(path),
		auditType: auditTypeOf(template.path),
		showsInfo: chosen === undefined || namesOf(chosen).some((name) => name.startsWith(INFO)),
		read: async (more, limit) => await read(more, limit, undefined),
		readNewest: async (more, limit) => await read(more, limit, 'id desc'),
	};
}

async function readPolledCall(context: IPollFunctions): Promise<Call> {
	const source: ParameterSource = {
		getNodeParameter: (name, _itemIndex, fallback, options) =>
			context.getNodeParameter(name, fallback, options),
	};
	const call = await readCall(source, 'query', 0, context.getTimezone());
	assertPollable(call);
	return call;
}

type Read = (more: string, limit: number, orderBy: string | undefined) => Promise<Rows>;

function readerOf(context: IPollFunctions, list: ListSource & { readonly pageSize: number }): Read {
	const failed = (failure: Failure, plan = list.plan): Rows => {
		const error = toNodeApiError(failure, { node: context.getNode(), itemIndex: 0, plan });
		return { isRead: false, error, failure };
	};
	const { pageSize, fields } = list;
	return async (more, limit, orderBy) => {
		const asked = { ...list, conditions: andConditions(list.conditions, more) || undefined };
		const shape = { mode: 'automatic', hasIntegerId: true, toItem: toJson } as const;
		const result = await readList(asked, { ...shape, pageSize, limit, orderBy, fields });
		if (result.kind === 'items') return { isRead: true, rows: result.items };
		if (result.kind === 'failed') return failed(result.failure, result.plan);
		return failed(unusableAnswer(result.kind === 'other' ? 'it is not a list' : result.reason));
	};
}

function assertPollable({ template, options }: Call): void {
	const { label } = template;
	if (!isList(template)) {
		throw new ParameterError(
			`${label} does not read a list, so there is nothing to follow`,
			'Choose an operation that ends in Get Many',
		);
	}
	if (!isListOfRecords(template)) {
		throw new ParameterError(
			`The records of ${label} have no ID of their own, so that changes cannot be told apart`,
			'Choose another list, or read this one with the ConnectWise Manage node on a schedule',
		);
	}
	if (options.query.orderBy !== undefined) {
		throw new ParameterError(
			'Options has "orderBy", but a trigger passes records on as they change',
			'Remove "orderBy", and sort in the workflow',
		);
	}
}

const NEEDED_FIELDS = ['id', INFO];

/** What the trigger itself looks at is always among them. */
function chooseFields(
	template: OperationTemplate,
	chosen: string | undefined,
	{ simplify, watchFields }: PollSettings,
): string | undefined {
	const fields = chosen === undefined && simplify ? tellingFields(template) : namesOf(chosen);
	if (fields.length === 0) return undefined;
	const watched = watchFields.map((name) => name.replace(/\./g, '/'));
	return [...new Set([...NEEDED_FIELDS, ...fields, ...watched])].join(',');
}

function namesOf(fields: string | undefined): string[] {
	return (fields ?? '')
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '');
}
