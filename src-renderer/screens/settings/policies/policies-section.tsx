import { lazy, Suspense, type ReactNode } from "react";
import { usePolicyDrafts } from "../../../stores/policy-draft.ts";
import { BrandMap } from "./brand-map.tsx";
import "./policies.css";
import "./policy-editor.css";
import "./policy-list.css";
import "./policy-try.css";
import { PolicyList } from "./policy-list.tsx";

const PolicyEditor = lazy(() => import("./policy-editor.tsx").then((module) => ({ default: module.PolicyEditor })));

/** The shop's warranty policies: the list of them, or one in the editor. */
export function PoliciesSection(): ReactNode {
  const open = usePolicyDrafts((state) => state.open);
  if (open !== null)
    return (
      <Suspense>
        <PolicyEditor key={open} name={open} />
      </Suspense>
    );
  return (
    <div className="settings-fields policies">
      <PolicyList />
      <BrandMap />
    </div>
  );
}
