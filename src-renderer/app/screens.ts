import { lazy } from "react";

const loadIntake = () => import("../screens/intake/intake-screen.tsx");
const loadQueue = () => import("../screens/queue/queue-screen.tsx");
const loadOrder = () => import("../screens/order/order-screen.tsx");

export const SetUpScreen = lazy(() => import("../screens/set-up/set-up-screen.tsx").then((module) => ({ default: module.SetUpScreen })));
export const IntakeScreen = lazy(() => loadIntake().then((module) => ({ default: module.IntakeScreen })));
export const QueueScreen = lazy(() => loadQueue().then((module) => ({ default: module.QueueScreen })));
export const OrderScreen = lazy(() => loadOrder().then((module) => ({ default: module.OrderScreen })));
export const HandbackScreen = lazy(() => import("../screens/handback/handback-screen.tsx").then((module) => ({ default: module.HandbackScreen })));
export const CustomersScreen = lazy(() =>
  import("../screens/customers/customers-screen.tsx").then((module) => ({ default: module.CustomersScreen })),
);
export const SettingsScreen = lazy(() => import("../screens/settings/settings-screen.tsx").then((module) => ({ default: module.SettingsScreen })));
export const ApartScreen = lazy(() => import("../screens/apart/apart-screen.tsx").then((module) => ({ default: module.ApartScreen })));
export const ShopScreen = lazy(() => import("../screens/shop/shop-screen.tsx").then((module) => ({ default: module.ShopScreen })));

type Load = () => Promise<unknown>;

/** What comes after the sign-in, and what people go to from there. */
export const FIRST_SCREENS: readonly Load[] = [loadQueue];
export const NEXT_SCREENS: readonly Load[] = [loadIntake, loadOrder];

/** How long a screen has for itself before more is fetched, ms. */
const ALONE_MS = 300;

/** Fetches one after the other what will be needed soon. @returns a function that calls it off */
export function fetchAhead(loads: readonly Load[]): () => void {
  const timer = setTimeout(async () => {
    // What cannot be fetched now is asked for again by whoever needs it.
    for (const load of loads) await load().catch(() => undefined);
  }, ALONE_MS);
  return () => clearTimeout(timer);
}
