import type { INodeExecutionData } from 'n8n-workflow';
import type { Runtime } from '../../run/runtime';
import type { RowFormat } from './format';
import type { Part } from './parts';

const LONGEST_NAME = 100;

/** A list as files in n8n's store, an item for each. */
export interface Files {
	readonly items: INodeExecutionData[];
	store(part: Part): Promise<void>;
}

export function createFiles(
	{ context, settings }: Runtime,
	format: RowFormat,
	path: string,
	itemIndex: number,
): Files {
	const items: INodeExecutionData[] = [];
	const store = async ({ number, rowCount, firstId, lastId, data }: Part) => {
		const { mimeType } = format;
		const fileName = `${nameOf(path)}-${String(number).padStart(4, '0')}.${format.extension}`;
		const stored = await context.helpers.prepareBinaryData(data, fileName, mimeType);
		items.push({
			json: {
				part: number,
				rows: rowCount,
				firstId: firstId ?? null,
				lastId: lastId ?? null,
				fileName,
				mimeType,
				fileSize: data.length,
			},
			binary: { [settings.binaryField]: stored },
			pairedItem: { item: itemIndex },
		});
	};
	return { items, store };
}

/** `service-tickets` for `/service/tickets`. */
function nameOf(path: string): string {
	const name = path.replace(/[^\w]+/g, '-').replace(/^-|-$/g, '');
	return name.slice(0, LONGEST_NAME) || 'list';
}
