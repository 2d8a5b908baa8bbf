using System.Text;
using AutopilotReset.Engine.Inventory.Columns;

namespace AutopilotReset.Engine.Tests.Inventory;

public sealed class PlaceSortTests
{
    [Fact]
    public void ByText_AnyTexts_OrdersAsTheirBytesDoAndKeepsEqualOnes()
    {
        // Few letters and common beginnings: many are equal, many are the beginning of another, many differ late.
        var random = new Random(7);
        var texts = Enumerable.Range(0, 3000).Select(_ => Encoding.UTF8.GetBytes(
            (random.Next(3) == 0 ? "desktop-room-0" : "") + new string([.. Enumerable.Range(0, random.Next(20)).Select(_ => "abü"[random.Next(3)])]))).ToList();
        texts.Add([]);

        var order = PlaceSort.ByText(5, texts.Count, place => texts[place]);

        Assert.Equal(Enumerable.Range(5, texts.Count - 5).Order(Comparer<int>.Create((x, y) => texts[x].AsSpan().SequenceCompareTo(texts[y]) is var c and not 0 ? c : x - y)), order);
    }

    [Fact]
    public void ByNumber_EqualOnes_KeepTheOrderOfTheirPlaces()
    {
        var random = new Random(7);
        var numbers = Enumerable.Range(0, 1000).Select(_ => random.Next(4) switch { 0 => long.MinValue, 1 => long.MaxValue, var n => n * random.Next(9) }).ToList();

        Assert.Equal(Enumerable.Range(3, 997).OrderBy(p => numbers[p]).ThenBy(p => p), PlaceSort.ByNumber(3, 1000, p => numbers[p]));
    }

    [Fact]
    public void ByWord_UnknownFirst_ThenByCharacters()
    {
        string?[] words = ["b", null, "a", "B", "b", null, "ab"];

        Assert.Equal([1, 5, 3, 2, 6, 0, 4], PlaceSort.ByWord(0, words.Length, p => words[p]));
    }
}
