import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { ParameterError } from '../../actions/parameters/ParameterError';
import { toChange, toItems } from './changes/items';
import { timesOf } from './changes/judge';
import type { PolledList } from './reading/list';
import type { PollSettings } from './settings';

const SAMPLE_COUNT = 5;

interface SampleParts {
	readonly context: IPollFunctions;
	readonly list: PolledList;
	readonly settings: PollSettings;
}

/**
 * The newest records, as a test of the workflow shows them; what was polled before is left as it is.
 *
 * @throws ParameterError where there is none.
 */
export async function readSample(parts: SampleParts): Promise<INodeExecutionData[]> {
	const { list, settings } = parts;
	const count = Math.min(SAMPLE_COUNT, settings.mostRecords);
	const read = await list.readNewest('', count);
	if (!read.isRead) throw read.error;
	if (read.rows.length === 0) {
		throw new ParameterError(
			`${list.label} has no records that meet the conditions, so there is nothing to show`,
			'Loosen the conditions, or add a record in ConnectWise and test again',
		);
	}
	const changes = read.rows.map((record) => toChange(record, actionOf(record, settings)));
	return toItems(parts, changes);
}

function actionOf(record: IDataObject, { emit }: PollSettings): 'added' | 'updated' {
	if (emit !== 'both') return emit === 'created' ? 'added' : 'updated';
	const { updated, entered } = timesOf(record);
	return updated === entered ? 'added' : 'updated';
}
