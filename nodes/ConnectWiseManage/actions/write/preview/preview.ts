import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { findByRoute } from '../../../catalogue';
import type { Call } from '../../parameters/operation/operation';
import { isPlainObject } from '../../parameters/values/values';
import type { Runtime } from '../../run/runtime';
import type { Upload } from '../body/upload/upload';
import type { Planned } from '../planned';
import { toJsonBody } from '../request';
import { readRecord } from '../readRecord';
import { changesIn } from './changes';

/** What a request would be, and what it would change; nothing but reads is sent for it. */
interface Preview {
	/** What would become of the record, with If It Exists Already. */
	readonly expected?: string;
	readonly id?: unknown;
	readonly method?: string;
	readonly path?: string;
	readonly query?: Readonly<Record<string, string>>;
	readonly body?: unknown;
	readonly changes?: unknown;
}

/** What Create or Update knows beforehand. */
interface Expectation {
	readonly expected?: string;
	/** The record as it was just read. */
	readonly present?: IDataObject;
}

/** The item that shows what one body of a call would send. */
export async function previewBody(
	runtime: Runtime,
	call: Call,
	planned: Planned,
	itemIndex: number,
	{ expected, present }: Expectation = {},
): Promise<INodeExecutionData[]> {
	const { template, options, path } = call;
	const { method } = template;
	const isUpload = planned.kind === 'upload';
	const value = isUpload
		? describeUpload(runtime, planned.upload, itemIndex)
		: await toJsonBody(runtime, call, planned, itemIndex);
	const hasQuery = Object.keys(options.query).length > 0;
	const preview = {
		...(expected !== undefined && { expected }),
		method,
		path,
		...(hasQuery && { query: options.query }),
		body: value ?? null,
		...(!isUpload && (await describeChanges(runtime, call, value, itemIndex, present))),
	};
	return [toPreviewItem(preview, itemIndex)];
}

/** `method` is null where nothing would be sent. */
export function toPreviewItem(preview: Preview, itemIndex: number): INodeExecutionData {
	const shown = { preview: true, method: null, ...preview };
	const json: unknown = JSON.parse(JSON.stringify(shown));
	return { json: json as IDataObject, pairedItem: { item: itemIndex } };
}

/** Of an update or a replacement of a record that can be read: what differs. */
async function describeChanges(
	runtime: Runtime,
	{ template, path }: Call,
	value: unknown,
	itemIndex: number,
	known?: IDataObject,
): Promise<Pick<Preview, 'changes'>> {
	const isUpdate = template.method === 'PATCH' || template.method === 'PUT';
	if (!isUpdate || !(Array.isArray(value) || isPlainObject(value))) return {};
	const reading = await findByRoute('GET', template.path);
	if (!reading) return {};
	const present = known ?? (await readRecord(runtime, path, template.label, itemIndex));
	return { changes: changesIn(value, present, template) };
}

/** The form's fields, and its files without their content. */
function describeUpload(
	runtime: Runtime,
	{ fields, files }: Upload,
	itemIndex: number,
): IDataObject {
	const binary = runtime.context.getInputData()[itemIndex]?.binary ?? {};
	const shown = files.map(({ field, binaryField }) => {
		const { fileName, mimeType, fileSize } = binary[binaryField] ?? {};
		return { field, binaryField, fileName, mimeType, fileSize };
	});
	return { fields: { ...fields } as IDataObject, files: shown };
}
