import { isDeepStrictEqual } from 'node:util';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { OperationTemplate } from '../../nodes/ConnectWiseManage/catalogue/types.ts';
import type { Exchange } from './recorder.mts';
import type { OperationSample } from './samples.mts';

/** What one output item must hold of the answer. */
type Expected =
	| { readonly kind: 'json'; readonly json: Readonly<Record<string, unknown>> }
	| { readonly kind: 'row'; readonly cells: readonly unknown[] }
	| { readonly kind: 'file'; readonly content: Buffer };

// n8n takes an item with no other keys for a failed one, so the node marks such a record.
const ERROR_ITEM_KEYS = new Set(['error', 'message', 'details']);

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function expectRecord(value: unknown): Expected {
	const json = isRecord(value) ? value : { value };
	const keys = Object.keys(json);
	const isMistakable = keys.length > 0 && keys.every((key) => ERROR_ITEM_KEYS.has(key));
	return { kind: 'json', json: isMistakable ? { ...json, success: true } : json };
}

function expectBlank({ template, options }: OperationSample): Expected {
	const ids = template.parameters
		.filter((parameter) => parameter.in === 'path')
		.map(({ name }) => [name, options[name]]);
	const mark = template.kind === 'delete' ? 'deleted' : 'success';
	return { kind: 'json', json: { [mark]: true, ...Object.fromEntries(ids) } };
}

/** Records that wrap a list are that list: the payload of bulk writes and the rows of reports. */
function unwrap(answer: Record<string, unknown>, { response }: OperationTemplate): Expected[] {
	const { payload, row_values: rows, column_definitions: columns } = answer;
	if (response.kind === 'bulk' && Array.isArray(payload)) return payload.map(expectRecord);
	if (response.kind === 'report' && Array.isArray(rows) && Array.isArray(columns)) {
		return rows.map((row) => ({ kind: 'row', cells: Array.isArray(row) ? row : [row] }));
	}
	return [expectRecord(answer)];
}

function expectedOf({ status, headers, body }: Exchange, sample: OperationSample): Expected[] {
	const type = headers['content-type'] ?? '';
	if (status === 204 || body.length === 0) return [expectBlank(sample)];
	if (/^text\//.test(type)) return [{ kind: 'json', json: { data: body.toString() } }];
	if (!/json/.test(type)) return [{ kind: 'file', content: body }];
	const answer: unknown = JSON.parse(body.toString());
	if (Array.isArray(answer)) return answer.map(expectRecord);
	return isRecord(answer) ? unwrap(answer, sample.template) : [expectRecord(answer)];
}

function contentOf({ binary = {} }: INodeExecutionData): Buffer | undefined {
	const [file] = Object.values(binary);
	return file && Buffer.from(file.data, 'base64');
}

function holds(item: INodeExecutionData, expected: Expected): boolean {
	switch (expected.kind) {
		case 'json':
			return isDeepStrictEqual(item.json, expected.json as IDataObject);
		case 'row':
			return isDeepStrictEqual(Object.values(item.json), expected.cells);
		case 'file':
			return contentOf(item)?.equals(expected.content) === true;
	}
}

const shorten = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 300);

/** Says what of the answers is missing from the items, or was added to them. */
export function findLoss(
	sample: OperationSample,
	answers: readonly Exchange[],
	items: readonly INodeExecutionData[],
): string[] {
	const expected = answers.flatMap((answer) => expectedOf(answer, sample));
	if (items.length !== expected.length) {
		return [`${expected.length} results were answered, ${items.length} items came out`];
	}
	const index = expected.findIndex((result, position) => !holds(items[position], result));
	if (index < 0) return [];
	return [`item ${index} is ${shorten(items[index].json)}, not ${shorten(expected[index])}`];
}
