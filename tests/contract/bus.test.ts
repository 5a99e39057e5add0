/** Does the bus keep the contract? */
import { openMemoryBus } from '../../server/bus/memory.ts';
import { busContract } from './bus-contract.ts';

busContract('the bus in memory', () => Promise.resolve(openMemoryBus()));
