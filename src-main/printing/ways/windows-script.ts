/**
 * What PowerShell runs to speak to the spooler of Windows (winspool.drv). It is always the same text: what to do, the printer, the file and
 * the title come in environment variables, so that no name can become a command. It prints one line, `<stage> <number>`: `done` with
 * the number of the job or the status flags of the printer, else the call that failed with the error number of Windows.
 */
export const WINDOWS_SCRIPT = String.raw`
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Add-Type -TypeDefinition @'
using System;
using System.IO;
using System.Runtime.InteropServices;
public static class TalonSpooler {
  [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
  struct DocInfo { public string Name; public string Output; public string Type; }
  [DllImport("winspool.drv", CharSet = CharSet.Unicode, SetLastError = true)]
  static extern bool OpenPrinterW(string name, out IntPtr printer, IntPtr defaults);
  [DllImport("winspool.drv", SetLastError = true)]
  static extern bool ClosePrinter(IntPtr printer);
  [DllImport("winspool.drv", CharSet = CharSet.Unicode, SetLastError = true)]
  static extern int StartDocPrinterW(IntPtr printer, int level, ref DocInfo info);
  [DllImport("winspool.drv", SetLastError = true)]
  static extern bool StartPagePrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)]
  static extern bool WritePrinter(IntPtr printer, byte[] bytes, int count, out int written);
  [DllImport("winspool.drv", SetLastError = true)]
  static extern bool EndPagePrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)]
  static extern bool EndDocPrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)]
  static extern bool AbortPrinter(IntPtr printer);
  [DllImport("winspool.drv", CharSet = CharSet.Unicode, SetLastError = true)]
  static extern bool GetPrinterW(IntPtr printer, int level, byte[] info, int size, out int needed);

  static string Failed(string stage) { return stage + " " + Marshal.GetLastWin32Error(); }

  public static string State(string name) {
    IntPtr printer;
    if (!OpenPrinterW(name, out printer, IntPtr.Zero)) return Failed("open");
    try {
      byte[] info = new byte[4];
      int needed;
      return GetPrinterW(printer, 6, info, info.Length, out needed) ? "done " + BitConverter.ToUInt32(info, 0) : Failed("state");
    } finally { ClosePrinter(printer); }
  }

  public static string Send(string name, string title, string file) {
    byte[] bytes = File.ReadAllBytes(file);
    IntPtr printer;
    if (!OpenPrinterW(name, out printer, IntPtr.Zero)) return Failed("open");
    try {
      DocInfo info = new DocInfo { Name = title, Type = "RAW" };
      int job = StartDocPrinterW(printer, 1, ref info);
      if (job == 0) return Failed("start");
      if (!StartPagePrinter(printer)) { string failed = Failed("page"); AbortPrinter(printer); return failed; }
      int at = 0;
      while (at < bytes.Length) {
        byte[] part = new byte[Math.Min(65536, bytes.Length - at)];
        Array.Copy(bytes, at, part, 0, part.Length);
        int written;
        if (!WritePrinter(printer, part, part.Length, out written) || written <= 0) {
          string failed = Failed("write");
          AbortPrinter(printer);
          return failed;
        }
        at += written;
      }
      if (!EndPagePrinter(printer)) return Failed("end");
      if (!EndDocPrinter(printer)) return Failed("end");
      return "done " + job;
    } finally { ClosePrinter(printer); }
  }
}
'@
if ($env:TALON_PRINTER_DEED -eq 'state') { [TalonSpooler]::State($env:TALON_PRINTER_NAME) }
else { [TalonSpooler]::Send($env:TALON_PRINTER_NAME, $env:TALON_PRINTER_TITLE, $env:TALON_PRINTER_FILE) }
`;
