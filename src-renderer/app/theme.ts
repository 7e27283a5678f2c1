import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** The one accent: a petrol blue that stays legible on white and on dark. */
const petrol: MantineColorsTuple = ["#e6f6fa", "#d3e9ef", "#a8d2de", "#79bacd", "#53a5be", "#3b98b5", "#2a92b1", "#187e9b", "#08708b", "#00617a"];

/** One look for all screens: 15 px body, targets of at least 40 px, calm corners. */
export const theme = createTheme({
  fontFamily: "'Noto Sans Variable', 'Noto Sans', system-ui, sans-serif",
  fontFamilyMonospace: "'Noto Sans Variable', 'Noto Sans', system-ui, sans-serif",
  fontSizes: { xs: "0.8125rem", sm: "0.875rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
  primaryColor: "petrol",
  primaryShade: { light: 9, dark: 7 },
  autoContrast: true,
  colors: { petrol },
  defaultRadius: "sm",
  cursorType: "pointer",
  focusRing: "always",
  components: {
    Button: { defaultProps: { size: "sm" }, styles: { root: { minHeight: "2.5rem" } } },
    ActionIcon: { defaultProps: { size: "2.5rem", variant: "subtle" } },
    TextInput: { defaultProps: { size: "sm" } },
    Input: { defaultProps: { size: "sm" }, styles: { input: { minHeight: "2.5rem" } } },
    Select: { defaultProps: { size: "sm", checkIconPosition: "right" } },
    InputWrapper: {
      defaultProps: { size: "sm" },
      styles: { description: { color: "var(--quiet)", fontSize: "0.8125rem" }, error: { fontSize: "0.8125rem" } },
    },
  },
});
