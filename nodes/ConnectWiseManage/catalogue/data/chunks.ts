import type { ChunkFile } from '../storage/rows';

/** Made by the generator: reads the templates of one module when they are first asked for. */
export const CHUNKS: ReadonlyMap<string, () => Promise<{ default: ChunkFile }>> = new Map([
	['company', async () => await import('./company.json')],
	['configurations', async () => await import('./configurations.json')],
	['expense', async () => await import('./expense.json')],
	['finance', async () => await import('./finance.json')],
	['marketing', async () => await import('./marketing.json')],
	['procurement', async () => await import('./procurement.json')],
	['project', async () => await import('./project.json')],
	['sales', async () => await import('./sales.json')],
	['schedule', async () => await import('./schedule.json')],
	['service', async () => await import('./service.json')],
	['system', async () => await import('./system.json')],
	['time', async () => await import('./time.json')],
]);
