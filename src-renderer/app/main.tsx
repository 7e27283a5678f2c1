import "./mantine.css";
import "./fonts.css";
import "./style.css";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { KeysProvider } from "../components/keys.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { LanguageProvider } from "./language.tsx";
import { Entrance } from "./entrance.tsx";
import { OpenLists } from "./open-lists.tsx";
import { theme } from "./theme.ts";

/** Main tells what changed, so nothing goes stale by itself; the data is on this PC, so asking again costs nothing. */
const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, networkMode: "always" },
    mutations: { retry: false, networkMode: "always" },
  },
});

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <LanguageProvider>
          <ErrorBoundary>
            <KeysProvider>
              <Entrance />
            </KeysProvider>
          </ErrorBoundary>
          <OpenLists />
        </LanguageProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
