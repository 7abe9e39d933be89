import type { IExecuteFunctions } from 'n8n-workflow';
import type { OperationTemplate } from '../../../../catalogue';
import type { RequestBody } from '../../../../request/plan';
import { buildMultipart, type FilePart } from './multipart';
import { toUploadName } from './uploadName';
import { ParameterError, show } from '../../../parameters/ParameterError';
import { messageOf } from '../../../run/failure';
import type { Runtime } from '../../../run/runtime';

interface FileSource {
	/** Field of the form that takes the file. */
	readonly field: string;
	/** Name of the input item's binary data. */
	readonly binaryField: string;
}

/** A form to send, with the places of its files. */
export interface Upload {
	readonly fields: Readonly<Record<string, unknown>>;
	readonly files: readonly FileSource[];
}

/**
 * The form to send, with each file that the input item gives: named by the body's own field (`file`),
 * or by the setting. A link in place of the file needs none.
 *
 * @throws ParameterError when the item has no binary data of that name.
 */
export function planUpload(
	{ context, settings }: Runtime,
	template: OperationTemplate,
	record: Readonly<Record<string, unknown>>,
	itemIndex: number,
): Upload {
	const fileFields = (template.schemas.get(template.body.schema ?? '') ?? [])
		.filter(({ type }) => type === 'binary')
		.map(({ name }) => name);
	const files: FileSource[] = [];
	const fields = { ...record };
	for (const field of fileFields.length > 0 ? fileFields : ['file']) {
		const given = fields[field];
		delete fields[field];
		const binaryField = typeof given === 'string' && given !== '' ? given : settings.binaryField;
		const isLink = given === undefined && typeof fields.url === 'string';
		if (isLink) continue;
		assertPresent(context, itemIndex, binaryField);
		files.push({ field, binaryField });
	}
	return { fields, files };
}

export async function toMultipart(
	{ context }: Runtime,
	{ fields, files }: Upload,
	itemIndex: number,
): Promise<RequestBody> {
	const parts: FilePart[] = [];
	for (const { field, binaryField } of files) {
		const stored = context.getInputData()[itemIndex]?.binary?.[binaryField];
		const data = await readStored(context, itemIndex, binaryField);
		const { fileName, mimeType = 'application/octet-stream' } = stored ?? {};
		parts.push({ field, fileName: toUploadName(fileName), mimeType, data });
	}
	return buildMultipart(fields, parts);
}

async function readStored(
	context: IExecuteFunctions,
	itemIndex: number,
	binaryField: string,
): Promise<Buffer> {
	const reading = context.helpers.getBinaryDataBuffer(itemIndex, binaryField);
	const fault = await reading.then(() => undefined, messageOf);
	if (fault === undefined) return await reading;
	throw new ParameterError(
		`The binary data "${binaryField}" of the input item cannot be read: ${fault}`,
		'Run the node that outputs the file again: n8n may have deleted its stored data',
	);
}

function assertPresent(context: IExecuteFunctions, itemIndex: number, binaryField: string): void {
	const binary = context.getInputData()[itemIndex]?.binary ?? {};
	if (Object.prototype.hasOwnProperty.call(binary, binaryField)) return;
	const present = Object.keys(binary).join(', ');
	throw new ParameterError(
		`The input item has no binary data named ${show(binaryField)} to upload`,
		present === ''
			? 'Add a node before this one that outputs a file, e.g. HTTP Request or Read Files'
			: `It has ${present}: enter that name as Binary Field in Request Settings`,
	);
}
