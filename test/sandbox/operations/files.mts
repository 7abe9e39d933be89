import { hashText } from '../random.mts';
import { samplePdf, samplePng } from '../documents/samples.mts';
import type { Reply } from '../server/reply.mts';
import type { ApiRequest } from '../server/world.mts';

export const attachment = (fileName: string): string =>
	`attachment; filename="${fileName.replace(/["\r\n]/g, '_')}"`;

/** Small valid files: an invoice as PDF, images as PNG, logs and the rest as text. */
export function fileReply({ match, operation }: ApiRequest): Reply {
	const last = match.path.split('/').at(-1)?.toLowerCase() ?? '';
	const id = match.values.at(-1) ?? '0';
	if (operation.response.kind === 'text') {
		return { status: 200, body: UPLOAD_FORM, headers: { 'content-type': 'text/html' } };
	}
	if (last === 'pdf') {
		const headers = {
			'content-type': 'application/pdf',
			'content-disposition': attachment(`Invoice_${id}.pdf`),
		};
		return { status: 200, body: samplePdf(`Invoice ${id}`), headers };
	}
	const isImage = last === 'image' || last === 'thumbnail';
	const name = isImage ? `${last}_${id}.png` : `${last}_${id}.txt`;
	const body = isImage ? samplePng(hashText(match.path)) : Buffer.from(`Sample of ${match.path}\n`);
	const headers = {
		'content-type': 'application/octet-stream',
		'content-disposition': attachment(name),
	};
	return { status: 200, body, headers };
}

const UPLOAD_FORM = `<!DOCTYPE html>
<html><body><form method="post" enctype="multipart/form-data" action="../documents">
<input name="recordType"><input name="recordId"><input name="title"><input name="url">
<input name="file" type="file"><input type="submit">
</form></body></html>
`;
