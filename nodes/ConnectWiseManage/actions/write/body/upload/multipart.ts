import { randomUUID } from 'crypto';
import type { RequestBody } from '../../../../request/plan';

export interface FilePart {
	/** Name of the form field. */
	readonly field: string;
	readonly fileName: string;
	readonly mimeType: string;
	readonly data: Buffer;
}

/** A multipart/form-data body (RFC 7578); n8n's helper takes no form of Node's own. */
export function buildMultipart(
	fields: Readonly<Record<string, unknown>>,
	files: readonly FilePart[],
): RequestBody {
	const boundary = `----n8n${randomUUID()}`;
	const parts: Buffer[] = [];
	const open = (disposition: string, type: string) => {
		const typeLine = type === '' ? '' : `Content-Type: ${type}\r\n`;
		parts.push(
			Buffer.from(
				`--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n${typeLine}\r\n`,
			),
		);
	};
	for (const [name, value] of Object.entries(fields)) {
		if (value === undefined || value === null) continue;
		open(`name="${escapeName(name)}"`, '');
		parts.push(
			Buffer.from(`${typeof value === 'object' ? JSON.stringify(value) : String(value)}\r\n`),
		);
	}
	for (const { field, fileName, mimeType, data } of files) {
		open(
			`name="${escapeName(field)}"; filename="${escapeName(fileName)}"`,
			mimeType.replace(/\p{Cc}/gu, ''),
		);
		parts.push(data, Buffer.from('\r\n'));
	}
	parts.push(Buffer.from(`--${boundary}--\r\n`));
	return {
		kind: 'multipart',
		data: Buffer.concat(parts),
		contentType: `multipart/form-data; boundary=${boundary}`,
	};
}

/** As browsers do: a quote or line break would end the header early. */
function escapeName(name: string): string {
	return name.replace(/"/g, '%22').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}
