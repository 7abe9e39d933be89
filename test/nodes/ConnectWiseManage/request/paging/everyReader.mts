import { expect, it } from 'vitest';
import type {
	ListRequest,
	ListResult,
	ListSource,
} from '../../../../../nodes/ConnectWiseManage/request/paging/index.ts';
import type { RequestPlan } from '../../../../../nodes/ConnectWiseManage/request/plan.ts';
import { answer, refusal } from '../answers.mts';
import { createMemoryList, listRequest, toRows, upTo, type Row } from './memoryList.mts';

type Read = (source: ListSource, request: ListRequest<Row>) => Promise<ListResult<Row>>;

/**
 * What every way of paging does with answers that it cannot read.
 *
 * @param isLater tells a request for any page but the first
 */
export function itPassesOnWhatItCannotRead(read: Read, isLater: (plan: RequestPlan) => boolean) {
	const over30 = (laterAnswer: () => ReturnType<typeof answer | typeof refusal>) =>
		createMemoryList(toRows(upTo(30)), {
			maxInFlight: 1,
			onRequest: (plan) => (isLater(plan) ? laterAnswer() : undefined),
		});

	it('passes failures on, with the request that failed', async () => {
		const { source, requests } = over30(() => refusal(403));
		const result = await read(source, listRequest());
		expect(result).toMatchObject({
			kind: 'failed',
			failure: { response: { statusCode: 403 } },
			plan: { query: requests.find(isLater)?.query },
		});
	});

	it('passes on a first answer that is no list', async () => {
		const { source } = createMemoryList([], { onRequest: () => answer({ count: 1 }) });
		expect((await read(source, listRequest())).kind).toBe('other');
	});

	it('fails when a later page is no list', async () => {
		const { source } = over30(() => answer({ odd: true }));
		expect(await read(source, listRequest())).toMatchObject({
			kind: 'failed',
			failure: { message: 'a later page was not a list' },
		});
	});
}
