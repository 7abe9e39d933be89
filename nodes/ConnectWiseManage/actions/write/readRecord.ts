import type { IDataObject } from 'n8n-workflow';
import { unusableAnswer } from '../../request/outcome/outcome';
import type { RequestPlan } from '../../request/plan';
import { isRecord } from '../../response/items/isRecord';
import { fetchAnswer } from '../run/answer';
import { toThrown } from '../run/failure';
import type { Runtime } from '../run/runtime';

/** A record as it is now. */
export async function readRecord(
	runtime: Runtime,
	path: string,
	label: string,
	itemIndex: number,
): Promise<IDataObject> {
	const plan: RequestPlan = {
		method: 'GET',
		path,
		query: {},
		isRepeatable: true,
		label: `the record for ${label}`,
	};
	const { decoded } = await fetchAnswer(runtime, plan, itemIndex);
	if (decoded.kind === 'json' && isRecord(decoded.value)) return decoded.value;
	throw toThrown(runtime, unusableAnswer('it is no record'), plan, itemIndex);
}
